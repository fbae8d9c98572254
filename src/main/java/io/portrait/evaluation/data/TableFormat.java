package io.portrait.evaluation.data;

import io.portrait.kernel.CsvReader.CsvFormat;
import java.time.Instant;

/**
 * The format of a file.
 *
 * @param delimiter the character between cells
 * @param quoted whether {@code "} may enclose a cell; if not, it is an ordinary character
 * @param timeUnit the unit of numeric times
 * @param timeOrigin the instant that numeric times count from
 */
public record TableFormat(char delimiter, boolean quoted, TimestampUnit timeUnit, Instant timeOrigin) {

    /** The unit of a numeric time. */
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

    private static final int MAX_LINE_CHARS = 65_536;

    CsvFormat csv() {
        return new CsvFormat(delimiter, quoted, MAX_LINE_CHARS);
    }
}
