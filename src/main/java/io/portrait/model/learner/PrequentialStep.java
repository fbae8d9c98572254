package io.portrait.model.learner;

/**
 * One event of a progressive validation, predicted before it was learned.
 *
 * @param prediction what the model said before it saw the target
 * @param loss how wrong that was
 * @param next the model that has learned the example
 * @param <S> the learner's kind of state
 */
public record PrequentialStep<S extends LearnerState>(Prediction prediction, Loss loss, Model<S> next) {}
