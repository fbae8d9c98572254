/** Not pure. */
@NullMarked
package io.wrong.kernel;

import org.jspecify.annotations.NullMarked;
