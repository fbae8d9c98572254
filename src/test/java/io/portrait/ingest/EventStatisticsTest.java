package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.ingest.EventStatistics.EventTypeStatistics;
import io.portrait.ingest.EventStatistics.StatisticsReport;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tests of the event statistics over several instances, and of the size limit of their table. */
@Tag("service")
@ConcurrentTest
class EventStatisticsTest {

    private static final String MINUTES_KEPT =
            "SELECT count(*) FROM event_count WHERE type = 'follow' AND measure = 'MINUTE'";

    private final JdbcConnectionDetails database = TestDatabase.create();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-25T12:00:30Z"));

    private static List<String> follows(String run, int count, String properties) {
        return IntStream.range(0, count)
                .mapToObj(i -> """
                        {"userId":"u","messageId":"%s-%d","type":"follow","context":{"channel":"%s"},"properties":{%s}}""".formatted(run, i, run, properties))
                .toList();
    }

    private static EventTypeStatistics follow(ServiceInstance instance) {
        StatisticsReport statistics = instance.bean(EventStatistics.class).current();
        return statistics.types().stream()
                .filter(type -> type.type().equals("follow"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsAreSummedOverInstancesAndKeptOnShutdown() {
        try (ServiceInstance first = ServiceInstance.start(database, clock)) {
            first.api().postEvents(follows("a", 30, ""));
            first.api().postEvents(follows("a", 10, ""));
            try (ServiceInstance second = ServiceInstance.start(database, clock)) {
                second.api().postEvents(follows("b", 5, ""));
            }
            EventTypeStatistics follow = follow(first);
            assertThat(follow.accepted()).isEqualTo(35);
            assertThat(follow.duplicates()).isEqualTo(10);
            assertThat(follow.lastTwoMinutes()).isEqualTo(35);
            assertThat(follow.channels()).containsEntry("a", 30L).containsEntry("b", 5L);
            assertThat(follow.lateness()).containsEntry("1s", 35L);

            clock.advance(Duration.ofMinutes(30));
            first.api().postEvents(follows("c", 2, ""));
            assertThat(follow(first).lastTwoMinutes()).isEqualTo(2);
            assertThat(follow(first).lastHour()).isEqualTo(37);
            clock.advance(Duration.ofMinutes(45));
            first.api().postEvents(follows("d", 1, ""));
            assertThat(follow(first).lastHour()).isEqualTo(3);
            assertThat(follow(first).accepted()).isEqualTo(38);
            assertThat(TestDatabase.connect(database).queryForObject(MINUTES_KEPT, Long.class))
                    .isEqualTo(2);
        }
    }

    @Test
    void retriesCountsThatCouldNotBeWritten() {
        JdbcTemplate jdbc = TestDatabase.connect(database);
        try (ServiceInstance instance = ServiceInstance.start(database, clock)) {
            jdbc.execute("ALTER TABLE event_count RENAME TO arrival_count_away");
            instance.api().postEvents(follows("a", 7, ""));
            instance.bean(EventStatistics.class).flush();
            jdbc.execute("ALTER TABLE arrival_count_away RENAME TO event_count");
            assertThat(follow(instance).accepted()).isEqualTo(7);
        }
    }

    @Test
    void namesBeyondAHundredAreCountedAsOthersOnEveryInstance() {
        JdbcTemplate jdbc = TestDatabase.connect(database);
        try (ServiceInstance first = ServiceInstance.start(database, clock);
                ServiceInstance second = ServiceInstance.start(database, clock)) {
            for (int i = 0; i < 150; i++) {
                ServiceInstance instance = i % 2 == 0 ? first : second;
                instance.api().postEvents(follows("channel-" + i, 1, "\"p-" + i + "\\u0000\":1"));
                instance.bean(EventStatistics.class).flush();
            }
            EventTypeStatistics follow = follow(first);
            assertThat(follow.channels())
                    .hasSize(EventCountKey.CountedNames.MAX_NAMES + 1)
                    .containsEntry("(others)", 50L);
            assertThat(follow.accepted()).isEqualTo(150);
            assertThat(follow.properties()).isNotEmpty();
        }
        assertThat(jdbc.queryForObject("SELECT count(*) FROM event_count", Long.class))
                .isLessThan(3L * EventCountKey.CountedNames.MAX_NAMES);
    }
}
