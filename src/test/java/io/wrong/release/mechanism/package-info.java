/** Counterexamples: dependencies that a pure module must not have. */
@NullMarked
package io.wrong.release.mechanism;

import org.jspecify.annotations.NullMarked;
