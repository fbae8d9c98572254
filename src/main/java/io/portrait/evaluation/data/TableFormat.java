package io.portrait.evaluation.data;

import java.time.Instant;

/**
 * How a file is written.
 *
 * @param delimiter between cells
 * @param quoted whether {@code "} may enclose cells; where not, it is a character like any other
 * @param timeUnit of times that are numbers
 * @param timeOrigin what times that are numbers count from
 */
public record TableFormat(char delimiter, boolean quoted, TimestampUnit timeUnit, Instant timeOrigin) {

    /** The unit of a time that is a number. */
    public enum TimestampUnit {
        SECONDS(1_000_000),
        MILLISECONDS(1_000),
        MICROSECONDS(1);

        private final long micros;

        TimestampUnit(long micros) {
            this.micros = micros;
        }

        long micros() {
            return micros;
        }
    }
}
