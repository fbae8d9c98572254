package io.portrait.profile;

import io.portrait.feature.Example;
import io.portrait.learning.Model;
import io.portrait.learning.Progress;
import io.portrait.learning.Step;

/** A model of a user with its record of predicting before learning. */
record TargetModel(Model<?> model, Progress progress) {

    TargetModel learn(Example example) {
        Step<?> step = model.step(example);
        return new TargetModel(step.next(), progress.after(step.loss()));
    }
}
