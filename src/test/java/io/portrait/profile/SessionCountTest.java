package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCountTest {

    private static final Duration GAP = RandomHistories.SESSION_GAP;
    private static final long DAY = ChronoUnit.DAYS.getDuration().toSeconds();

    @ParameterizedTest
    @CsvSource({
        "1, 10:29:00 10:31:00",
        "1, 10:00:00 10:29:59",
        "1, 10:00:00 10:30:00",
        "2, 10:00:00 10:30:01",
        "1, 10:00:00 10:25:00 10:50:00 11:15:00 11:40:00",
        "2, 10:00:00 10:59:59",
        "2, 10:29:59 11:00:00",
        "3, 10:00:00 11:00:00 12:00:00",
    })
    void endsASessionAfterThirtyMinutesWithoutAnEvent(long sessions, String times) {
        List<Long> seconds = Arrays.stream(times.split(" "))
                .map(time -> (long) LocalTime.parse(time).toSecondOfDay())
                .toList();
        for (long day : List.of(0L, 20_000 * DAY, -3 * DAY)) {
            List<Long> moved = seconds.stream().map(second -> day + second).toList();
            assertThat(countOf(moved).estimate()).isEqualTo(sessions);
            assertThat(countOf(moved.reversed()).estimate()).isEqualTo(sessions);
        }
    }

    @Test
    void hasNoSessionWithoutAnEvent() {
        assertThat(new SessionCount(GAP).estimate()).isZero();
    }

    @Test
    void aSessionPassesMidnight() {
        assertThat(countOf(List.of(DAY - 600, DAY + 600)).estimate()).isEqualTo(1);
    }

    @Test
    void aLateEventJoinsTwoSessions() {
        SessionCount count = countOf(List.of(0L, 3_000L));
        assertThat(count.estimate()).isEqualTo(2);
        count.add(1_500_000_000L);
        assertThat(count.estimate()).isEqualTo(1);
    }

    @Test
    void countsWithAnotherGap() {
        SessionCount count = new SessionCount(Duration.ofHours(4));
        List.of(0L, 4 * 3_600L, 9 * 3_600L).forEach(second -> count.add(second * 1_000_000));
        assertThat(count.estimate()).isEqualTo(2);
    }

    /** Compares with the definition, which sorts all times, while all slots with an event are stored. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 60, SessionCount.MAX_RECENT})
    void isExactAndBitIdenticalInAnyOrder(int events) {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Long> seconds = randomSeconds(events, 1 + random.nextInt(30), random);
            byte[] expected = bytes(countOf(seconds));
            seconds.addAll(seconds.subList(0, events / 2));
            Collections.shuffle(seconds, random);
            SessionCount shuffled = countOf(seconds);
            assertThat(shuffled.estimate()).isEqualTo(exact(seconds));
            assertThat(bytes(shuffled)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 300, 3_000})
    void isBitIdenticalInAnyOrderBeyondTheStoredSlots(int events) {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<Long> seconds = randomSeconds(events, 1_000, random);
            byte[] expected = bytes(countOf(seconds));
            Collections.shuffle(seconds, random);
            assertThat(bytes(countOf(seconds))).isEqualTo(expected);
        }
    }

    /** Sessions of up to six events; their number is known because a day has two. */
    @ParameterizedTest
    @ValueSource(ints = {150, 500, 2_000, 10_000})
    void hasAStandardErrorOfATenthBeyondTheStoredSlots(int sessions) {
        double sumOfSquares = 0;
        int histories = 40;
        for (int seed = 0; seed < histories; seed++) {
            List<Long> seconds = twoSessionsADay(sessions, new Random(seed));
            assertThat(exact(seconds)).isEqualTo(sessions);
            double relativeError = (double) countOf(seconds).estimate() / sessions - 1;
            assertThat(Math.abs(relativeError)).isLessThan(0.4);
            sumOfSquares += relativeError * relativeError;
        }
        double standardError = Math.sqrt(sumOfSquares / histories);
        assertThat(standardError).isLessThan(0.13);
    }

    private static List<Long> twoSessionsADay(int sessions, Random random) {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            long at = i * DAY / 2 + random.nextInt(20_000);
            for (int event = 1 + random.nextInt(6); event > 0; event--) {
                seconds.add(at);
                at += random.nextInt(1_500);
            }
        }
        return seconds;
    }

    @Test
    void takesAtMostAKilobyte() {
        List<Long> seconds = randomSeconds(50_000, 3_650, new Random(1));
        assertThat(bytes(countOf(seconds))).hasSizeLessThan(1_024);
    }

    @Test
    void isReadBackAndCountsOn() {
        for (int events : List.of(0, 1, 128, 129, 1_000)) {
            List<Long> seconds = randomSeconds(events, 1_000, new Random(events));
            SessionCount written = countOf(seconds);
            SessionCount read = SessionCount.read(new StateReader(bytes(written)), GAP);
            assertThat(bytes(read)).isEqualTo(bytes(written));
            for (long second : randomSeconds(50, 1_000, new Random(-1))) {
                read.add(second * 1_000_000);
                written.add(second * 1_000_000);
            }
            assertThat(bytes(read)).isEqualTo(bytes(written));
            assertThat(read.estimate()).isEqualTo(written.estimate());
        }
    }

    private static List<Long> randomSeconds(int events, int days, Random random) {
        long start = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            seconds.add(start + random.nextLong(days * DAY));
        }
        return seconds;
    }

    private static SessionCount countOf(List<Long> seconds) {
        SessionCount count = new SessionCount(GAP);
        seconds.forEach(second -> count.add(second * 1_000_000));
        return count;
    }

    private static long exact(List<Long> seconds) {
        List<Long> sorted = seconds.stream().sorted().toList();
        long sessions = 1;
        for (int i = 1; i < sorted.size(); i++) {
            sessions += sorted.get(i) - sorted.get(i - 1) > GAP.toSeconds() ? 1 : 0;
        }
        return sessions;
    }

    private static byte[] bytes(SessionCount count) {
        StateWriter out = new StateWriter();
        count.write(out);
        return out.toBytes();
    }
}
