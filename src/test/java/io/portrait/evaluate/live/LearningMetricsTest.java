package io.portrait.evaluate.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portrait.evaluate.LearningMetrics;
import io.portrait.evaluate.LearningMetrics.Learner;
import io.portrait.profile.LearnedModels;
import io.portrait.profile.LearnedModels.LearnedModel;
import io.portrait.profile.ProfileProperties;
import io.portrait.support.ManualClock;
import io.portrait.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.util.unit.DataSize;

/** What instances hear adds up in one database, over restarts as well. */
class LearningMetricsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String FIRST = "first(dimensions=1)";
    private static final String SECOND = "second(dimensions=1)";
    private static final EvaluateProperties PROPERTIES = new EvaluateProperties(Duration.ofDays(14), 0.0001, 50_000);
    private static final ProfileProperties PROFILES = new ProfileProperties(
            List.of(),
            1,
            1,
            DataSize.ofBytes(0),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            1,
            Duration.ZERO,
            false);

    private final ManualClock clock = new ManualClock(NOON);
    private final DataSource database = withTables(TestDatabase.create());

    private static DataSource withTables(JdbcConnectionDetails details) {
        DataSource database = new DriverManagerDataSource(
                details.getJdbcUrl(), String.valueOf(details.getUsername()), String.valueOf(details.getPassword()));
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    /** One instance of the service, as far as the metrics go. */
    private final class Instance {

        private final LearnedModels models;
        private final LiveMetrics live;
        private final MetricKeeper keeper;
        private final LearningMetrics metrics;

        Instance(boolean binary) {
            JdbcTemplate jdbc = new JdbcTemplate(database);
            models = new LearnedModels(List.of(
                    new LearnedModel("liking", binary, "first", FIRST),
                    new LearnedModel("liking", binary, "second", SECOND)));
            live = new LiveMetrics(models, PROPERTIES);
            JdbcMetricStore store = new JdbcMetricStore(jdbc, PROPERTIES);
            keeper = new MetricKeeper(
                    live,
                    store,
                    PROPERTIES,
                    PROFILES,
                    new JdbcTransactionManager(database),
                    new LearnerMeters(new SimpleMeterRegistry()),
                    clock);
            metrics = new StoredMetrics(store, keeper, models, clock);
        }

        void hear(double first, double second, double target) {
            live.heard(0, first, target, target);
            live.heard(1, second, (second + target) / 2, target);
        }

        Learner learner(int place) {
            return metrics.targets(Duration.ofHours(24)).getFirst().learners().get(place);
        }
    }

    @Test
    void instancesAddUpAndARestartForgetsNothing() {
        Instance one = new Instance(false);
        Instance other = new Instance(false);
        one.hear(0.5, 0, 1);
        other.hear(0, 0, 1);
        other.hear(0, 0, 0);
        one.keeper.handOver();
        clock.advance(Duration.ofMinutes(30));
        other.keeper.handOver();
        Learner first = new Instance(false).learner(0);
        assertThat(first.examples()).isEqualTo(3);
        assertThat(first.loss()).isCloseTo((0.25 + 1) / 3, within(1e-12));
        assertThat(first.absoluteError()).isCloseTo(1.5 / 3, within(1e-12));
        assertThat(first.overTime())
                .extracting(LearningMetrics.Stretch::examples)
                .containsExactly(1L, 2L);
        assertThat(first.calibrationError()).isCloseTo((0.5 + 1) / 3, within(1e-12));
    }

    @Test
    void theLossAfterLearningStandsBesideTheOneBefore() {
        Instance one = new Instance(false);
        Instance other = new Instance(false);
        one.hear(0.5, 0.2, 1);
        other.hear(0, 0, 1);
        one.keeper.handOver();
        other.keeper.handOver();
        LearningMetrics.Stretch first =
                new Instance(false).learner(0).overTime().getFirst();
        assertThat(first.trainingLoss()).hasValue(0);
        LearningMetrics.Stretch second =
                new Instance(false).learner(1).overTime().getFirst();
        assertThat(second.loss()).isCloseTo((0.64 + 1) / 2, within(1e-12));
        assertThat(second.trainingLoss()).hasValueCloseTo((0.16 + 0.25) / 2, within(1e-12));
        assertThat(second.examples()).isEqualTo(2);
    }

    @Test
    void timesBeforeItWasKeptHaveNoLossAfterLearning() {
        Instance instance = new Instance(false);
        instance.hear(0, 0, 1);
        instance.keeper.handOver();
        new JdbcTemplate(database).update("DELETE FROM learning_minute WHERE configuration LIKE '%(trained)'");
        assertThat(instance.learner(0).overTime().getFirst().trainingLoss()).isEmpty();
        assertThat(instance.learner(0).overTime().getFirst().loss()).isEqualTo(1);
    }

    @Test
    void binaryTargetsHaveLogLossAndAuc() {
        Instance instance = new Instance(true);
        instance.hear(0.8, 0.5, 1);
        instance.hear(0.2, 0.5, 0);
        instance.keeper.handOver();
        assertThat(instance.learner(0).auc()).hasValue(1);
        assertThat(instance.learner(1).auc()).hasValue(0.5);
        assertThat(instance.learner(0).loss()).isCloseTo(-Math.log(0.8), within(1e-12));
        assertThat(instance.learner(1).recent().loss()).isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void theBetterLearnerServesAndTheSwitchIsRecorded() {
        Instance instance = new Instance(false);
        instance.hear(0, 0, 1);
        instance.keeper.handOver();
        assertThat(instance.metrics.champion("liking")).contains(FIRST);
        for (int i = 0; i < 100; i++) {
            instance.hear(0, 1, 1);
        }
        clock.advance(Duration.ofMinutes(1));
        instance.keeper.handOver();
        assertThat(instance.metrics.champion("liking")).contains(SECOND);
        LearningMetrics.Target target =
                new Instance(false).metrics.targets(Duration.ofHours(1)).getFirst();
        assertThat(target.champion()).contains(SECOND);
        assertThat(target.switches())
                .containsExactly(new LearningMetrics.Switch(NOON.plus(Duration.ofMinutes(1)), FIRST, SECOND, 101));
        assertThat(target.learners().get(1).serves()).isTrue();
        assertThat(target.learners().get(1).weight()).isGreaterThan(0.95);
    }

    @Test
    void aLossThatRisesIsMarked() {
        Instance instance = new Instance(false);
        for (int i = 0; i < 2_000; i++) {
            instance.hear(i < 1_000 ? 0.9 : -0.5, 0.5, 1);
        }
        instance.keeper.handOver();
        assertThat(instance.learner(0).drift())
                .extracting(LearningMetrics.Drift::at)
                .containsExactly(NOON);
        assertThat(instance.learner(1).drift()).isEmpty();
    }

    @Test
    void oldMinutesGoAndTotalsStay() {
        Instance instance = new Instance(false);
        instance.hear(0, 0, 1);
        instance.keeper.handOver();
        clock.advance(Duration.ofDays(15));
        instance.keeper.start();
        instance.keeper.expire();
        assertThat(instance.learner(0).examples()).isEqualTo(1);
        assertThat(instance.learner(0).recent().examples()).isZero();
    }

    @Test
    void aDatabaseThatIsAwayLosesNothing() {
        Instance instance = new Instance(false);
        instance.hear(0, 0, 1);
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.execute("ALTER TABLE learning_total RENAME TO away");
        instance.keeper.handOver();
        jdbc.execute("ALTER TABLE away RENAME TO learning_total");
        instance.hear(0, 0, 1);
        instance.keeper.handOver();
        assertThat(instance.learner(0).examples()).isEqualTo(2);
    }
}
