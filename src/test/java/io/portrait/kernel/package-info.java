/** The rules that the shared values carry. */
@NullMarked
package io.portrait.kernel;

import org.jspecify.annotations.NullMarked;
