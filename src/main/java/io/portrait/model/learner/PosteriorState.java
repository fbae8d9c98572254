package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * A state of a {@link PosteriorLearner}, which knows the layout.
 *
 * @param examples how many it was shown
 * @param numbers what the learner keeps beside the weights, if anything, and their posterior
 */
record PosteriorState(long examples, Vec numbers) implements LearnerState {}
