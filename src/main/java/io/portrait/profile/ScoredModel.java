package io.portrait.profile;

import io.portrait.model.feature.Example;
import io.portrait.model.learner.Model;
import io.portrait.model.learner.PrequentialLosses;
import io.portrait.model.learner.PrequentialStep;

/** A model of one user with its prequential losses. */
record ScoredModel(Model<?> model, PrequentialLosses losses) {

    /**
     * Predicts, learns, and predicts the same example again.
     *
     * @param modelIndex index of the model in the row
     * @param predictions receives the predictions before and after learning
     */
    ScoredModel learn(Example example, int modelIndex, Predictions predictions) {
        PrequentialStep<?> step = model.testThenTrain(example);
        double fittedValue = step.next().value(example.x());
        predictions.add(modelIndex, step.prediction().value(), fittedValue, example.target());
        return new ScoredModel(step.next(), losses.after(step.loss()));
    }
}
