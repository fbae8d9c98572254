package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * A state of {@link Mlp}, which knows the layout.
 *
 * @param examples how many it was shown
 * @param numbers the weights, the rule's blocks, the calibration
 */
record MlpState(long examples, Vec numbers) implements LearnerState {}
