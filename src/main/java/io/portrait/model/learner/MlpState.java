package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * State of {@link Mlp}.
 *
 * @param examples number of learned examples
 * @param numbers the weights, the blocks of the optimizer, the calibration, in the layout of the learner
 */
record MlpState(long examples, Vec numbers) implements LearnerState {}
