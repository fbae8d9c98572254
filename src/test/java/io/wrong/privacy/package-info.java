/** Not pure. */
@NullMarked
package io.wrong.privacy;

import org.jspecify.annotations.NullMarked;
