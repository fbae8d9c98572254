/** The next item: by hand, by property and through its bytes. */
@NullMarked
package io.portrait.nextitem;

import org.jspecify.annotations.NullMarked;
