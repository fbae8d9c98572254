package io.portrait.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portrait.profile.ConfiguredModels.ConfiguredModel;
import org.junit.jupiter.api.Test;

/** The counters of losses do not show single events. */
class LearnerMetersTest {

    private static final ConfiguredModel MODEL = new ConfiguredModel("engagement", false, "rls", "rls()");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LearnerMeters meters = new LearnerMeters(registry);

    private void record(int examples, double target) {
        LossSums sums = new LossSums(false);
        for (int i = 0; i < examples; i++) {
            sums.add(0, target);
        }
        meters.record(new MetricDelta(MODEL, sums, new LossSums(false), 0));
    }

    private double loss() {
        return registry.find("portrait.learner.loss").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void fewExamplesAreNotPublished() {
        record(LearnerMeters.MIN_EXAMPLES - 1, 1);
        assertThat(loss()).isZero();
        record(1, 1);
        assertThat(loss()).isEqualTo(LearnerMeters.MIN_EXAMPLES);
    }

    /** A purchase or a view among many views: the sums are equal. */
    @Test
    void theTypeOfOneEventAmongManyIsNotVisible() {
        record(LearnerMeters.MIN_EXAMPLES - 1, 0.5);
        record(1, 1);
        double withPurchase = loss();
        record(LearnerMeters.MIN_EXAMPLES - 1, 0.5);
        record(1, 0.1);
        assertThat(loss() - withPurchase).isEqualTo(withPurchase);
    }
}
