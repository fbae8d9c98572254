package io.portrait.evaluate.tabular;

import io.portrait.evaluate.metric.Scorecard;
import io.portrait.feature.Example;
import io.portrait.kernel.Vec;
import io.portrait.learning.Learner;
import io.portrait.learning.Model;

/** A learner with its measures. Mutable. */
final class Contender {

    private final String name;
    private final Scorecard scorecard;
    private Model<?> model;
    private long learnNanos;

    Contender(Learner<?> learner, Scorecard scorecard) {
        this.name = learner.config().name();
        this.scorecard = scorecard;
        this.model = Model.fresh(learner);
    }

    String name() {
        return name;
    }

    Scorecard scorecard() {
        return scorecard;
    }

    double predict(Vec x) {
        long start = System.nanoTime();
        double prediction = model.predict(x).value();
        learnNanos += System.nanoTime() - start;
        return prediction;
    }

    void learn(Example example) {
        long start = System.nanoTime();
        model = model.learn(example);
        learnNanos += System.nanoTime() - start;
    }

    /** Seconds spent in predicting and learning. */
    double seconds() {
        return learnNanos / 1e9;
    }
}
