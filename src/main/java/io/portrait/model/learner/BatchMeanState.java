package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * State of {@link BatchMean}.
 *
 * @param examples number of learned examples
 * @param numbers α, β and the moments of the unfinished batch, in the layout of {@link BatchMeanUpdate}
 */
record BatchMeanState(long examples, Vec numbers) implements LearnerState {}
