package io.portrait.monitoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portrait.profile.ConfiguredModels.ConfiguredModel;
import org.springframework.stereotype.Component;

/**
 * The losses of the learners as counters of this instance, which can be summed over instances. The increase of the loss
 * divided by the increase of the examples is the mean loss of an interval. There is one series per configured learner.
 */
@Component
class LearnerMeters {

    private final MeterRegistry registry;

    LearnerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Records metrics that have been written to the database. */
    void record(MetricDelta delta) {
        increment(
                delta, "portrait.learner.examples", "Predictions that were compared with the observed target", (double)
                        delta.prequential().examples);
        increment(
                delta,
                "portrait.learner.loss",
                "Sum of their losses: squared error or log loss",
                delta.prequential().loss);
        increment(delta, "portrait.learner.drifts", "Number of detected rises of the loss", delta.driftAlarms());
    }

    private void increment(MetricDelta delta, String name, String description, double amount) {
        ConfiguredModel model = delta.model();
        Counter.builder(name)
                .description(description)
                .tags(Tags.of("target", model.target(), "learner", model.configuration()))
                .register(registry)
                .increment(amount);
    }
}
