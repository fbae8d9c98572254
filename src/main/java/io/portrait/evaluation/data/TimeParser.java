package io.portrait.evaluation.data;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/** A parser of times: a number of units since an origin, or ISO 8601, in UTC if there is no offset. */
final class TimeParser {

    /** The largest distance from the origin, a thousand years; sums of such times in microseconds do not overflow. */
    private static final double MAX_MICROS = 1_000 * 366 * 86_400e6;

    private final double unitMicros;
    private final long originMicros;

    TimeParser(TableFormat format) {
        this.unitMicros = format.timeUnit().micros();
        this.originMicros = micros(format.timeOrigin());
    }

    /** Microseconds since 1970; empty if the text is not a time. */
    OptionalLong parse(String text) {
        String stripped = text.strip();
        try {
            return parseNumber(Double.parseDouble(stripped));
        } catch (NumberFormatException notANumber) {
            return parseIso(stripped.replace(' ', 'T'));
        }
    }

    private OptionalLong parseNumber(double number) {
        double micros = number * unitMicros;
        return Math.abs(micros) <= MAX_MICROS
                ? OptionalLong.of(originMicros + Math.round(micros))
                : OptionalLong.empty();
    }

    private static OptionalLong parseIso(String text) {
        try {
            return OptionalLong.of(micros(parseInstant(text)));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static Instant parseInstant(String text) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        boolean hasOffset =
                text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
        return hasOffset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
