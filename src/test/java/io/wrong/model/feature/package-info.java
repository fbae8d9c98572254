/** Not pure. */
@NullMarked
package io.wrong.model.feature;

import org.jspecify.annotations.NullMarked;
