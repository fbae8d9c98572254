package io.portrait.model.learner;

/**
 * One step of prequential evaluation: an example is predicted before it is learned.
 *
 * @param prediction the prediction of the model before learning
 * @param loss the loss of that prediction
 * @param next the model after learning
 * @param <S> the learner's kind of state
 */
public record PrequentialStep<S extends LearnerState>(Prediction prediction, Loss loss, Model<S> next) {}
