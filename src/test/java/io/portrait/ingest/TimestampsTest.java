package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the fast path and the JDK give equal results. */
class TimestampsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T08:30:00Z",
                "2026-11-22T08:30:00.1Z",
                "2026-11-22T08:30:00.123456789Z",
                "2024-02-29T23:59:59.999Z",
                "0000-01-01T00:00:00Z",
                "2026-11-22T08:30Z",
                "2026-11-22T08:30:00.Z",
                "2026-11-22t08:30:00z",
                "2026-11-22T08:30:00+08:00",
                "2026-11-22T08:30:00.5-03:30",
                "+12026-11-22T08:30:00Z"
            })
    void readsWhatTheJdkReads(String text) {
        assertThat(Timestamps.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @Test
    void roundTripsAnyInstant() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            Instant moment = Instant.EPOCH
                    .plusSeconds(random.nextLong(4_000_000_000L))
                    .plusNanos(random.nextLong(1_000_000_000))
                    .truncatedTo(i % 2 == 0 ? ChronoUnit.MICROS : ChronoUnit.NANOS);
            assertThat(Timestamps.parse(moment.toString())).isEqualTo(moment);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-22T08:30:00",
                "2026-11-22 08:30:00Z",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T08:60:00Z",
                "2026-11-22T08:30:60Z",
                "2026-11-22T08:30:00.1234567890Z",
                "2026-11-22T08:30:00.12a4Z",
                "2O26-11-22T08:30:00Z",
                "2026-11-22T08:30:00ZZ",
                "２０２６-11-22T08:30:00Z"
            })
    void rejectsWhatTheJdkRejects(String text) {
        assertThatThrownBy(() -> OffsetDateTime.parse(text)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
