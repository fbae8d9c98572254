package io.portrait.evaluation.task;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * The part of a stream that figures are taken over; learning goes on before and in it.
 *
 * @param fromMicros its first moment
 * @param toMicros the moment after its last
 */
public record ReportPeriod(long fromMicros, long toMicros) {

    /** For {@link EvaluationTask#options}. */
    public static final Set<String> NAMES = Set.of("report-from", "report-to");

    /** All time. */
    public static final ReportPeriod ALL = new ReportPeriod(Long.MIN_VALUE, Long.MAX_VALUE);

    /** From one moment on, up to another, which is not in it. */
    public static ReportPeriod between(Instant from, Instant to) {
        return new ReportPeriod(micros(from), micros(to));
    }

    /**
     * What {@code --report-from} and {@code --report-to} say; each a date or an instant, the end not included.
     *
     * @throws IllegalArgumentException if one is neither
     */
    public static ReportPeriod fromOptions(EvaluationOptions options, ReportPeriod defaultPeriod) {
        return new ReportPeriod(
                micros(options, "report-from", defaultPeriod.fromMicros),
                micros(options, "report-to", defaultPeriod.toMicros));
    }

    private static long micros(EvaluationOptions options, String name, long defaultPeriod) {
        return options.find(name).map(text -> micros(name, text)).orElse(defaultPeriod);
    }

    private static long micros(String name, String text) {
        try {
            Instant instant = text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            return micros(instant);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--%s must be like 2018-08-08 or 2018-08-08T00:00:00Z, is '%s'".formatted(name, text), e);
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** Whether a moment is in it. */
    public boolean contains(long micros) {
        return micros >= fromMicros && micros < toMicros;
    }

    @Override
    public String toString() {
        return "%s to %s".formatted(text(fromMicros, Long.MIN_VALUE), text(toMicros, Long.MAX_VALUE));
    }

    private static String text(long micros, long openBound) {
        return micros == openBound
                ? "open"
                : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
