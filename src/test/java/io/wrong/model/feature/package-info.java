/** Counterexamples: dependencies that a pure module must not have. */
@NullMarked
package io.wrong.model.feature;

import org.jspecify.annotations.NullMarked;
