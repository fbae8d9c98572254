package io.portrait.learning;

import io.portrait.kernel.Vec;

/**
 * A state of {@link BayesLinear} or {@link BayesLogistic}, which know the layouts.
 *
 * @param examples how many it was shown
 * @param numbers what is known of the noise, if anything, and the posterior of the weights
 */
record PosteriorState(long examples, Vec numbers) implements LearnerState {}
