package io.portrait.model.learner;

/**
 * The prediction of an example and the state after learning it.
 *
 * @param prediction the prediction of the state before learning
 * @param next the state after learning
 * @param <S> the learner's kind of state
 */
public record PredictionAndState<S extends LearnerState>(Prediction prediction, S next) {}
