package io.portrait.model.learner;

/**
 * What a learner said of an example before it learned it, and what it knew after.
 *
 * @param prediction what the state before said of the features
 * @param next the state that has learned the example
 * @param <S> the learner's kind of state
 */
public record PredictionAndState<S extends LearnerState>(Prediction prediction, S next) {}
