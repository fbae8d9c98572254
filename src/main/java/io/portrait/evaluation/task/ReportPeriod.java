package io.portrait.evaluation.task;

import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.task.OptionTypes.DateOrInstant;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The part of a stream over which figures are computed. Learning also uses the rows before it.
 *
 * @param fromMicros the first microsecond since 1970
 * @param toMicros the microsecond after the last one
 */
public record ReportPeriod(long fromMicros, long toMicros) {

    /** The whole stream. */
    public static final ReportPeriod ALL = new ReportPeriod(Long.MIN_VALUE, Long.MAX_VALUE);

    /** The options {@code --report-from} and {@code --report-to}. */
    public static final class PeriodOptions {

        @Option(
                names = "--report-from",
                paramLabel = "<time>",
                converter = DateOrInstant.class,
                description = "compute figures from this date or instant on")
        private Optional<Instant> from = Optional.empty();

        @Option(
                names = "--report-to",
                paramLabel = "<time>",
                converter = DateOrInstant.class,
                description = "compute figures up to this date or instant, exclusive")
        private Optional<Instant> to = Optional.empty();

        /** The period of the options, with the bounds of a default where an option is not given. */
        public ReportPeriod or(ReportPeriod defaultPeriod) {
            return new ReportPeriod(
                    from.map(ReportPeriod::micros).orElse(defaultPeriod.fromMicros),
                    to.map(ReportPeriod::micros).orElse(defaultPeriod.toMicros));
        }
    }

    /** The period from one instant up to another, exclusive. */
    public static ReportPeriod between(Instant from, Instant to) {
        return new ReportPeriod(micros(from), micros(to));
    }

    /** An instant in microseconds since 1970. */
    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** A check whether a time is in the period. */
    public boolean contains(long micros) {
        return micros >= fromMicros && micros < toMicros;
    }

    /**
     * Requires that the period contains a row of a table.
     *
     * @throws IllegalArgumentException if it contains none, so that there would be no figures
     */
    public void requireRowsOf(Table table) {
        if (table.times().noneMatch(this::contains)) {
            LongSummaryStatistics times = table.times().summaryStatistics();
            throw new IllegalArgumentException(
                    "no row is in the reported period, %s; the rows are from %s to %s: change --report-from or --report-to"
                            .formatted(
                                    this, text(times.getMin(), Long.MIN_VALUE), text(times.getMax(), Long.MAX_VALUE)));
        }
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
