/** Counterexamples: dependencies that a pure module must not have. */
@NullMarked
package io.wrong.model.learner;

import org.jspecify.annotations.NullMarked;
