package io.portrait.evaluate.fraud;

import io.portrait.feature.Example;
import io.portrait.kernel.Vec;
import io.portrait.learning.Learner;
import io.portrait.learning.Model;

/** A learner of a payment's features. Mutable. */
final class FraudLearner {

    private final String name;
    private Model<?> model;

    FraudLearner(String name, Learner<?> learner) {
        this.name = name;
        this.model = Model.fresh(learner);
    }

    String name() {
        return name;
    }

    double predict(Vec features) {
        return Math.clamp(model.predict(features).value(), 0, 1);
    }

    void learn(Vec features, double target) {
        model = model.learn(new Example(features, target, 1));
    }
}
