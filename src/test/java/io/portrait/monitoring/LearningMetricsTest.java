package io.portrait.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portrait.monitoring.LearningMetrics.LearnerPerformance;
import io.portrait.profile.ConfiguredModels;
import io.portrait.profile.ConfiguredModels.ConfiguredModel;
import io.portrait.profile.ProfileProperties;
import io.portrait.support.ManualClock;
import io.portrait.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.util.unit.DataSize;

/** The metrics of several instances are summed in one database and survive restarts. */
@Tag("service")
class LearningMetricsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String FIRST = "first(dimensions=1)";
    private static final String SECOND = "second(dimensions=1)";
    private static final MonitoringProperties PROPERTIES =
            new MonitoringProperties(Duration.ofDays(14), 0.0001, 50_000);
    private static final ProfileProperties PROFILES = new ProfileProperties(
            List.of(),
            Duration.ofMinutes(30),
            1,
            1,
            DataSize.ofBytes(0),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            1,
            0,
            Duration.ZERO,
            false);

    private final ManualClock clock = new ManualClock(NOON);
    private final DataSource database = sourceOf(TestDatabase.create());

    private static DataSource sourceOf(JdbcConnectionDetails details) {
        return new DriverManagerDataSource(
                details.getJdbcUrl(), String.valueOf(details.getUsername()), String.valueOf(details.getPassword()));
    }

    /** The metrics part of one instance of the service. */
    private final class MonitoredInstance {

        private final ConfiguredModels models;
        private final PredictionMetrics predictionMetrics;
        private final MetricFlusher flusher;
        private final LearningMetrics metrics;

        MonitoredInstance(boolean binary) {
            JdbcTemplate jdbc = new JdbcTemplate(database);
            models = new ConfiguredModels(List.of(
                    new ConfiguredModel("liking", binary, "first", FIRST),
                    new ConfiguredModel("liking", binary, "second", SECOND)));
            predictionMetrics = new PredictionMetrics(models, PROPERTIES);
            JdbcMetricStore store = new JdbcMetricStore(jdbc, PROPERTIES);
            flusher = new MetricFlusher(
                    predictionMetrics,
                    store,
                    PROPERTIES,
                    PROFILES,
                    new JdbcTransactionManager(database),
                    new LearnerMeters(new SimpleMeterRegistry()),
                    clock);
            metrics = new MetricReader(store, flusher, models, clock);
        }

        void record(double first, double second, double target) {
            predictionMetrics.record(0, first, target, target);
            predictionMetrics.record(1, second, (second + target) / 2, target);
        }

        LearnerPerformance learner(int index) {
            return metrics.targets(Duration.ofHours(24)).getFirst().learners().get(index);
        }
    }

    @Test
    void sumsTheMetricsOfAllInstancesAndKeepsThemOverARestart() {
        MonitoredInstance one = new MonitoredInstance(false);
        MonitoredInstance other = new MonitoredInstance(false);
        one.record(0.5, 0, 1);
        other.record(0, 0, 1);
        other.record(0, 0, 0);
        one.flusher.flush();
        clock.advance(Duration.ofMinutes(30));
        other.flusher.flush();
        LearnerPerformance first = new MonitoredInstance(false).learner(0);
        assertThat(first.examples()).isEqualTo(3);
        assertThat(first.loss()).isCloseTo((0.25 + 1) / 3, within(1e-12));
        assertThat(first.absoluteError()).isCloseTo(1.5 / 3, within(1e-12));
        assertThat(first.lossHistory())
                .extracting(LearningMetrics.LossInterval::examples)
                .containsExactly(1L, 2L);
        assertThat(first.calibrationError()).isCloseTo((0.5 + 1) / 3, within(1e-12));
    }

    @Test
    void reportsTheTrainingLossBesideThePrequentialLoss() {
        MonitoredInstance one = new MonitoredInstance(false);
        MonitoredInstance other = new MonitoredInstance(false);
        one.record(0.5, 0.2, 1);
        other.record(0, 0, 1);
        one.flusher.flush();
        other.flusher.flush();
        LearningMetrics.LossInterval first =
                new MonitoredInstance(false).learner(0).lossHistory().getFirst();
        assertThat(first.trainingLoss()).hasValue(0);
        LearningMetrics.LossInterval second =
                new MonitoredInstance(false).learner(1).lossHistory().getFirst();
        assertThat(second.loss()).isCloseTo((0.64 + 1) / 2, within(1e-12));
        assertThat(second.trainingLoss()).hasValueCloseTo((0.16 + 0.25) / 2, within(1e-12));
        assertThat(second.examples()).isEqualTo(2);
    }

    @Test
    void intervalsWithoutRecordedTrainingLossHaveNone() {
        MonitoredInstance instance = new MonitoredInstance(false);
        instance.record(0, 0, 1);
        instance.flusher.flush();
        new JdbcTemplate(database).update("DELETE FROM learning_minute WHERE configuration LIKE '%(trained)'");
        assertThat(instance.learner(0).lossHistory().getFirst().trainingLoss()).isEmpty();
        assertThat(instance.learner(0).lossHistory().getFirst().loss()).isEqualTo(1);
    }

    @Test
    void binaryTargetsHaveLogLossAndAuc() {
        MonitoredInstance instance = new MonitoredInstance(true);
        instance.record(0.8, 0.5, 1);
        instance.record(0.2, 0.5, 0);
        instance.flusher.flush();
        assertThat(instance.learner(0).auc()).hasValue(1);
        assertThat(instance.learner(1).auc()).hasValue(0.5);
        assertThat(instance.learner(0).loss()).isCloseTo(-Math.log(0.8), within(1e-12));
        assertThat(instance.learner(1).recent().loss()).isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void makesTheBetterLearnerChampionAndRecordsTheSwitch() {
        MonitoredInstance instance = new MonitoredInstance(false);
        instance.record(0, 0, 1);
        instance.flusher.flush();
        assertThat(instance.metrics.champion("liking")).contains(FIRST);
        for (int i = 0; i < 100; i++) {
            instance.record(0, 1, 1);
        }
        clock.advance(Duration.ofMinutes(1));
        instance.flusher.flush();
        assertThat(instance.metrics.champion("liking")).contains(SECOND);
        LearningMetrics.TargetMetrics target = new MonitoredInstance(false)
                .metrics
                .targets(Duration.ofHours(1))
                .getFirst();
        assertThat(target.champion()).contains(SECOND);
        assertThat(target.switches())
                .containsExactly(
                        new LearningMetrics.ChampionSwitch(NOON.plus(Duration.ofMinutes(1)), FIRST, SECOND, 101));
        assertThat(target.learners().get(1).serves()).isTrue();
        assertThat(target.learners().get(1).weight()).isGreaterThan(0.95);
    }

    @Test
    void recordsADriftWhenTheLossRises() {
        MonitoredInstance instance = new MonitoredInstance(false);
        for (int i = 0; i < 2_000; i++) {
            instance.record(i < 1_000 ? 0.9 : -0.5, 0.5, 1);
        }
        instance.flusher.flush();
        assertThat(instance.learner(0).drifts())
                .extracting(LearningMetrics.DetectedDrift::at)
                .containsExactly(NOON);
        assertThat(instance.learner(1).drifts()).isEmpty();
    }

    @Test
    void deletesOldMinutesAndKeepsTotals() {
        MonitoredInstance instance = new MonitoredInstance(false);
        instance.record(0, 0, 1);
        instance.flusher.flush();
        clock.advance(Duration.ofDays(15));
        instance.flusher.start();
        instance.flusher.deleteOldMinutes();
        assertThat(storedMinutes()).as("a clock alone deletes nothing").isEqualTo(1);
        instance.record(0, 0, 1);
        instance.flusher.flush();
        instance.flusher.deleteOldMinutes();
        assertThat(storedMinutes())
                .as("the minute of the newer example remains")
                .isEqualTo(1);
        assertThat(instance.learner(0).examples()).isEqualTo(2);
        assertThat(instance.learner(0).recent().examples()).isEqualTo(1);
    }

    private int storedMinutes() {
        return Objects.requireNonNull(new JdbcTemplate(database)
                .queryForObject("SELECT count(DISTINCT minute) FROM learning_minute", Integer.class));
    }

    @Test
    void losesNothingWhileTheDatabaseIsUnavailable() {
        MonitoredInstance instance = new MonitoredInstance(false);
        instance.record(0, 0, 1);
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.execute("ALTER TABLE learning_total RENAME TO away");
        instance.flusher.flush();
        jdbc.execute("ALTER TABLE away RENAME TO learning_total");
        instance.record(0, 0, 1);
        instance.flusher.flush();
        assertThat(instance.learner(0).examples()).isEqualTo(2);
    }
}
