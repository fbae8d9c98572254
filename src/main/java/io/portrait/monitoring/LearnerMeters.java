package io.portrait.monitoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portrait.profile.ConfiguredModels.ConfiguredModel;
import org.springframework.stereotype.Component;

/**
 * The learners' losses as counters of this instance, which add up over instances: the increase of the loss over that of the
 * examples is the mean loss of the time between. There are as many series as learners are configured.
 */
@Component
class LearnerMeters {

    private final MeterRegistry registry;

    LearnerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What was handed on. */
    void record(MetricDelta delta) {
        increment(delta, "portrait.learner.examples", "Predictions that were compared with what came", (double)
                delta.prequential().examples);
        increment(
                delta,
                "portrait.learner.loss",
                "Sum of their losses: squared error or log loss",
                delta.prequential().loss);
        increment(delta, "portrait.learner.drifts", "How often the loss was found to have risen", delta.driftAlarms());
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
