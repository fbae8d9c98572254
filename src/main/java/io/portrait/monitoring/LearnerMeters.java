package io.portrait.monitoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portrait.profile.ConfiguredModels.ConfiguredModel;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The losses of the learners as counters of this instance, which can be summed over instances. The increase of the loss
 * divided by the increase of the examples is the mean loss of an interval. There is one series per configured learner.
 *
 * <p>The counters increase by groups of at least {@value #MIN_EXAMPLES} examples, with a rounded mean loss. Exact sums after each
 * example would reveal the type of a single event while there is little traffic. Not thread-safe.
 */
@Component
class LearnerMeters {

    static final int MIN_EXAMPLES = 1_000;

    private static final double MEAN_STEPS = 100;

    private final MeterRegistry registry;
    private final Map<ConfiguredModel, Group> groups = new HashMap<>();

    LearnerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The sums over the examples of a model that the counters do not contain yet. */
    private record Group(long examples, double loss, int drifts) {

        static final Group EMPTY = new Group(0, 0, 0);

        Group plus(MetricDelta delta) {
            return new Group(
                    examples + delta.prequential().examples,
                    loss + delta.prequential().loss,
                    drifts + delta.driftAlarms());
        }

        /** The sum of the losses when their mean is rounded to two decimals. */
        double roundedLoss() {
            return Math.round(loss / examples * MEAN_STEPS) / MEAN_STEPS * examples;
        }
    }

    /** Records metrics that have been written to the database. */
    void record(MetricDelta delta) {
        Group group = groups.getOrDefault(delta.model(), Group.EMPTY).plus(delta);
        boolean isLarge = group.examples() >= MIN_EXAMPLES;
        if (isLarge) {
            publish(delta.model(), group);
        }
        groups.put(delta.model(), isLarge ? Group.EMPTY : group);
    }

    private void publish(ConfiguredModel model, Group group) {
        increment(model, "portrait.learner.examples", "Predictions that were compared with the target", (double)
                group.examples());
        increment(
                model, "portrait.learner.loss", "Sum of their losses: squared error or log loss", group.roundedLoss());
        increment(model, "portrait.learner.drifts", "Number of detected rises of the loss", group.drifts());
    }

    private void increment(ConfiguredModel model, String name, String description, double amount) {
        Counter.builder(name)
                .description(description)
                .tags(Tags.of("target", model.target(), "learner", model.configuration()))
                .register(registry)
                .increment(amount);
    }
}
