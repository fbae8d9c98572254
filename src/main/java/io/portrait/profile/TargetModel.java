package io.portrait.profile;

import io.portrait.feature.Example;
import io.portrait.learning.Model;
import io.portrait.learning.Progress;
import io.portrait.learning.Step;

/** A model of a user with its record of predicting before learning. */
record TargetModel(Model<?> model, Progress progress) {

    /**
     * Predicts, then learns, then says what it makes of the example now.
     *
     * @param place of the model in its row
     * @param predictions gets what it said, before and after
     */
    TargetModel learn(Example example, int place, Predictions predictions) {
        Step<?> step = model.step(example);
        double fit = step.next().value(example.x());
        predictions.add(place, step.prediction().value(), fit, example.target());
        return new TargetModel(step.next(), progress.after(step.loss()));
    }
}
