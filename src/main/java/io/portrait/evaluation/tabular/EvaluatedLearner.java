package io.portrait.evaluation.tabular;

import io.portrait.evaluation.metric.MetricSet;
import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import io.portrait.model.learner.Learner;
import io.portrait.model.learner.Model;

/** A learner under evaluation, with its metrics. Mutable. */
final class EvaluatedLearner {

    private final String name;
    private final MetricSet metrics;
    private Model<?> model;
    private long elapsedNanos;

    EvaluatedLearner(Learner<?> learner, MetricSet metrics) {
        this.name = learner.config().name();
        this.metrics = metrics;
        this.model = Model.fresh(learner);
    }

    String name() {
        return name;
    }

    MetricSet metrics() {
        return metrics;
    }

    double predict(Vec x) {
        long start = System.nanoTime();
        double prediction = model.predict(x).value();
        elapsedNanos += System.nanoTime() - start;
        return prediction;
    }

    void learn(Example example) {
        long start = System.nanoTime();
        model = model.learn(example);
        elapsedNanos += System.nanoTime() - start;
    }

    /** The time spent in predictions and learning, in seconds. */
    double seconds() {
        return elapsedNanos / 1e9;
    }
}
