/** Not pure. */
@NullMarked
package io.wrong.learning;

import org.jspecify.annotations.NullMarked;
