package io.portrait.evaluate.data;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/** Reads times: a number of some unit since an origin, or ISO 8601; without an offset it is UTC. */
final class Times {

    /** A thousand years to either side of the origin: far enough for any data, near enough for sums of micros. */
    private static final double MOST_MICROS = 1_000 * 366 * 86_400e6;

    private final double unitMicros;
    private final long originMicros;

    Times(Format format) {
        this.unitMicros = format.timeUnit().micros();
        this.originMicros = micros(format.timeOrigin());
    }

    /** Microseconds since 1970; empty if the text is no time. */
    OptionalLong read(String text) {
        String clean = text.strip();
        try {
            return number(Double.parseDouble(clean));
        } catch (NumberFormatException notANumber) {
            return iso(clean.replace(' ', 'T'));
        }
    }

    private OptionalLong number(double number) {
        double micros = number * unitMicros;
        return Math.abs(micros) <= MOST_MICROS
                ? OptionalLong.of(originMicros + Math.round(micros))
                : OptionalLong.empty();
    }

    private static OptionalLong iso(String text) {
        try {
            return OptionalLong.of(micros(instant(text)));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static Instant instant(String text) {
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
