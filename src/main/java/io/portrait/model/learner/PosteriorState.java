package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * State of a {@link PosteriorLearner}.
 *
 * @param examples number of learned examples
 * @param numbers numbers of the learner, if any, then the {@link GaussianPosterior} of the weights
 */
record PosteriorState(long examples, Vec numbers) implements LearnerState {}
