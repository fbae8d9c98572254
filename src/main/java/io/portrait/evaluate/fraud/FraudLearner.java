package io.portrait.evaluate.fraud;

import io.portrait.feature.Example;
import io.portrait.kernel.Vec;
import io.portrait.learning.Learner;
import io.portrait.learning.Model;
import java.util.function.UnaryOperator;

/** A learner with the view of a payment's features that it learns from. Mutable. */
final class FraudLearner {

    private final String name;
    private final UnaryOperator<Vec> view;
    private Model<?> model;

    FraudLearner(String name, UnaryOperator<Vec> view, Learner<?> learner) {
        this.name = name;
        this.view = view;
        this.model = Model.fresh(learner);
    }

    String name() {
        return name;
    }

    double predict(Vec features) {
        return Math.clamp(model.predict(view.apply(features)).value(), 0, 1);
    }

    void learn(Vec features, double target) {
        model = model.learn(new Example(view.apply(features), target, 1));
    }
}
