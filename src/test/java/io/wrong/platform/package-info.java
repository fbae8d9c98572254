/** Is imported. */
@NullMarked
package io.wrong.platform;

import org.jspecify.annotations.NullMarked;
