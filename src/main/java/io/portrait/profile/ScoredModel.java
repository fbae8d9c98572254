package io.portrait.profile;

import io.portrait.model.feature.Example;
import io.portrait.model.learner.Model;
import io.portrait.model.learner.PrequentialLosses;
import io.portrait.model.learner.PrequentialStep;

/** A model of a user with its record of predicting before learning. */
record ScoredModel(Model<?> model, PrequentialLosses progress) {

    /**
     * Predicts, then learns, then says what it makes of the example now.
     *
     * @param modelIndex of the model in its row
     * @param predictions gets what it said, before and after
     */
    ScoredModel learn(Example example, int modelIndex, Predictions predictions) {
        PrequentialStep<?> step = model.testThenTrain(example);
        double fittedValue = step.next().value(example.x());
        predictions.add(modelIndex, step.prediction().value(), fittedValue, example.target());
        return new ScoredModel(step.next(), progress.after(step.loss()));
    }
}
