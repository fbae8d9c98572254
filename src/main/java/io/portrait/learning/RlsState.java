package io.portrait.learning;

import io.portrait.kernel.Vec;

/**
 * A state of {@link Rls}, which knows the layout.
 *
 * @param examples how many it was shown
 * @param numbers ν, ξ, w, D and U
 */
record RlsState(long examples, Vec numbers) implements LearnerState {}
