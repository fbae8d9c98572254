/** Not pure. */
@NullMarked
package io.wrong.feature;

import org.jspecify.annotations.NullMarked;
