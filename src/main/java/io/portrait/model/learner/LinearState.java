package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * A state of {@link LinearLearner}, which knows the layout.
 *
 * @param examples how many it was shown
 * @param numbers the weights, the update's blocks, the calibration
 */
record LinearState(long examples, Vec numbers) implements LearnerState {}
