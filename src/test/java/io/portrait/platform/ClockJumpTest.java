package io.portrait.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;

/** A clock of the machine that is set ten years ahead for some seconds: nothing is deleted, no future epoch is released. */
@Tag("service")
@ConcurrentTest
class ClockJumpTest {

    private static final Duration TEN_YEARS = Duration.ofDays(3_650);
    private static final List<String> TABLES =
            List.of("journal", "dead_letter", "profile", "audit_entry", "learning_minute", "noisy_sum");

    private final JdbcConnectionDetails database = TestDatabase.create();
    private final JdbcTemplate jdbc = TestDatabase.connect(database);
    private final AtomicReference<Duration> jump = new AtomicReference<>(Duration.ZERO);

    private ServiceInstance start(String... more) {
        return ServiceInstance.startWithSystemClock(
                database, () -> Instant.now().plus(jump.get()), more);
    }

    private static String[] shortEpochsAndRetentions() {
        return new String[] {
            "--portrait.release.epoch=1s",
            "--portrait.release.warm-up-epochs=1",
            "--portrait.ingest.retention=31d",
            "--portrait.ingest.dead-letter-retention=1d",
            "--portrait.monitoring.retention=1d",
            "--portrait.audit.retention=1d"
        };
    }

    private long releasedEpoch() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT released_epoch FROM release_epochs", Long.class));
    }

    private Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        TABLES.forEach(table -> rows.put(
                table, Objects.requireNonNull(jdbc.queryForObject("SELECT count(*) FROM " + table, Long.class))));
        return rows;
    }

    private static void send(ServiceInstance instance, String messageId) {
        ApiClient api = instance.api();
        api.postEvents(List.of(
                "{\"userId\":\"ada\",\"messageId\":\"%s\",\"type\":\"view\",\"value\":1}".formatted(messageId),
                "{\"userId\":\"ada\",\"messageId\":\"%s-bad\",\"type\":\"unknown\"}".formatted(messageId)));
    }

    private long auditEntries(String action) {
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT count(*) FROM audit_entry WHERE action = ?", Long.class, action));
    }

    @Test
    void tenYearsAheadForSixSecondsDeleteNothingAndReleaseNoFutureEpoch() {
        try (ServiceInstance instance = start(shortEpochsAndRetentions())) {
            ClockMonitor monitor = instance.bean(ClockMonitor.class);
            send(instance, "before");
            instance.runScheduledJobs();
            Map<String, Long> before = rows();
            assertThat(before.get("journal")).isPositive();
            assertThat(before.get("dead_letter")).isPositive();

            jump.set(TEN_YEARS);
            long epoch = releasedEpoch();
            assertThat(instance.bean(Clock.class).instant())
                    .isBefore(Instant.now().plus(Duration.ofHours(1)));
            await().until(() -> monitor.health().getStatus().equals(Status.OUT_OF_SERVICE));
            await().until(() -> releasedEpoch() >= epoch + 6); // the epochs go on, by the monotonic clock
            send(instance, "during");
            instance.runScheduledJobs();
            assertThat(Duration.between(
                                    Instant.now(), instance.bean(Clock.class).instant())
                            .abs())
                    .isLessThan(Duration.ofMinutes(1));
            assertThat(releasedEpoch()).isLessThanOrEqualTo(Instant.now().getEpochSecond());
            assertThat(monitor.refusedJump()).isGreaterThan(TEN_YEARS.minusMinutes(1));

            jump.set(Duration.ZERO);
            await().until(() -> monitor.health().getStatus().equals(Status.UP));
            long after = releasedEpoch();
            await().until(() -> releasedEpoch() > after);
            rows().forEach((table, count) ->
                    assertThat(count).as(table).isGreaterThanOrEqualTo(Objects.requireNonNull(before.get(table))));
            assertThat(auditEntries("clock-jump-refused")).isEqualTo(1);
            assertThat(auditEntries("clock-jump-ended")).isEqualTo(1);
        }
    }

    @Test
    void aStartTenYearsAheadIsRefusedUntilItIsAccepted() {
        try (ServiceInstance earlier = start()) {
            earlier.runScheduledJobs();
        }
        jdbc.update("UPDATE clock_state SET last_seen = last_seen - interval '10 years'");
        assertThatThrownBy(() -> start().close()).hasRootCauseInstanceOf(ImplausibleClockException.class);
        start("--portrait.clock.accept-jump=true").close();
        assertThat(auditEntries("clock-jump-accepted")).isEqualTo(1);
        start().close();
    }

    @Test
    void theCheckCanBeSwitchedOff() {
        jump.set(TEN_YEARS);
        try (ServiceInstance instance = start("--portrait.clock.check=false")) {
            assertThat(instance.bean(Clock.class)).isNotInstanceOf(CheckedClock.class);
        }
    }
}
