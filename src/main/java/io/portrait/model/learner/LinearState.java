package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * State of a {@link LinearLearner}.
 *
 * @param examples number of learned examples
 * @param numbers the weights, the blocks of the update, the calibration, in the layout of the learner
 */
record LinearState(long examples, Vec numbers) implements LearnerState {}
