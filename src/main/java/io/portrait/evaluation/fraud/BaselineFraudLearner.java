package io.portrait.evaluation.fraud;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import io.portrait.model.learner.Learner;
import io.portrait.model.learner.Model;

/** A single learner on the features of a payment, compared with the model of the service. Mutable. */
final class BaselineFraudLearner {

    private final String name;
    private Model<?> model;

    BaselineFraudLearner(String name, Learner<?> learner) {
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
