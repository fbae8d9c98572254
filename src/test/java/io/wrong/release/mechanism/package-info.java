/** Not pure. */
@NullMarked
package io.wrong.release.mechanism;

import org.jspecify.annotations.NullMarked;
