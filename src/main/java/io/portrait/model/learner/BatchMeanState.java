package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * A state of {@link BatchMean}, which knows the layout.
 *
 * @param examples how many it was shown
 * @param numbers α, β and the pending samples
 */
record BatchMeanState(long examples, Vec numbers) implements LearnerState {}
