package io.portrait.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One rule for all times: what the JDK reads, and the spellings with only one meaning. */
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
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-22 08:30:00Z                        | 2026-11-22T08:30:00Z
            2026-11-22t08:30:00z                        | 2026-11-22T08:30:00Z
            2026-11-22 08:30:00 +0000                   | 2026-11-22T08:30:00Z
            2026-11-22T08:30:00+0000                    | 2026-11-22T08:30:00Z
            2026-11-22T08:30:00-0330                    | 2026-11-22T12:00:00Z
            2026-11-22T08:30:00+08                      | 2026-11-22T00:30:00Z
            2026-11-22T08:30:00+08:00:00                | 2026-11-22T00:30:00Z
            2026-11-22 08:30:00 UTC                     | 2026-11-22T08:30:00Z
            2026-11-22T08:30:00 GMT                     | 2026-11-22T08:30:00Z
            2026-11-22T08:30+0100                       | 2026-11-22T07:30:00Z
            2026-11-22T08:30:00,5Z                      | 2026-11-22T08:30:00.500Z
            2026-11-22T08:30:00.1234567891234Z          | 2026-11-22T08:30:00.123456789Z
            2026-11-22T08:30:00.000000000000000001+0000 | 2026-11-22T08:30:00Z
            2026-12-31T23:59:60Z                        | 2027-01-01T00:00:00Z
            2026-12-31T23:59:60.25Z                     | 2027-01-01T00:00:00.250Z
            2026-11-22T08:30:60+01:00                   | 2026-11-22T07:31:00Z
            2026-11-22T24:00:00Z                        | 2026-11-23T00:00:00Z
            2026-11-22T08:30:00+01:00[Europe/Berlin]    | 2026-11-22T07:30:00Z
            20261122T083000Z                            | 2026-11-22T08:30:00Z
            20261122T083000.25+0100                     | 2026-11-22T07:30:00.250Z
            20261122T0830Z                              | 2026-11-22T08:30:00Z
            20261122 08:30:00 UTC                       | 2026-11-22T08:30:00Z
            2026-11-22T083000Z                          | 2026-11-22T08:30:00Z
            2026-11-22T08Z                              | 2026-11-22T08:00:00Z
            2026-W47-7T08:30:00Z                        | 2026-11-22T08:30:00Z
            2026W477T083000Z                            | 2026-11-22T08:30:00Z
            2026-326T08:30:00Z                          | 2026-11-22T08:30:00Z
            2026326T083000Z                             | 2026-11-22T08:30:00Z
            2026-11-22T08:30:00−03:30                   | 2026-11-22T12:00:00Z
            2026-11-22 08:30:00 +0000 UTC               | 2026-11-22T08:30:00Z
            2026-11-22 08:30:00.5 +0100 UTC             | 2026-11-22T07:30:00.500Z
            ' 2026-11-22T08:30:00Z '                    | 2026-11-22T08:30:00Z
            0000-01-01T00:00:00+0000                    | 0000-01-01T00:00:00Z
            """)
    void readsOtherSpellingsWithOneMeaning(String text, Instant time) {
        assertThat(Timestamps.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-22T08:30:00",
                "2026-11-22",
                "1732264200",
                "1732264200000",
                "2026-11-22T08:30:61Z",
                "2026-11-22T24:00:01Z",
                "2026-11-22T24:30:00Z",
                "2026-11-22T08:30:00 01:00",
                "2026-11-22T08:30:00 EST",
                "2026-11-22T08:30:00 Europe/Berlin",
                "2026-11-22T08:30:00[Europe/Berlin]",
                "2026-11-22T08:30:00+25:00",
                "2026-11-22T08:30:00+1",
                "22.11.2026 08:30 +0000",
                "11/22/2026 08:30:00 AM +0000",
                "Sun, 22 Nov 2026 08:30:00 GMT",
                "20261122",
                "2026-11-22T08",
                "2026-W54-1T00:00:00Z",
                "2026-366T00:00:00Z",
                "2026-000T00:00:00Z",
                "20261322T083000Z",
                "2026-11-22T8:30:00Z",
                "202611T083000Z",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-11-22T08:60:00Z",
                "2026-11-22T08:30:00.12a4Z",
                "2O26-11-22T08:30:00Z",
                "2026-11-22T08:30:00ZZ",
                "２０２６-11-22T08:30:00Z"
            })
    void rejectsWhatHasNoOrSeveralMeanings(String text) {
        assertThatThrownBy(() -> OffsetDateTime.parse(text)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
