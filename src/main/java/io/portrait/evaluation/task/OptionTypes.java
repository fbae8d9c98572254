package io.portrait.evaluation.task;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Types and parsers of option values that picocli does not provide. */
public final class OptionTypes {

    private OptionTypes() {}

    /** The values of a switch that the command line writes out. */
    public enum YesNo {
        YES,
        NO
    }

    /** Parses a duration written as {@code 7d}, {@code 12h}, {@code 30m}, {@code 10s} or in ISO 8601; not negative. */
    public static final class FlexibleDuration implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            String iso = text.matches("\\d+d") ? "P" + text : text.matches("\\d+[hms]") ? "PT" + text : text;
            try {
                Duration duration = Duration.parse(iso);
                if (!duration.isNegative()) {
                    return duration;
                }
            } catch (DateTimeParseException notADuration) {
                // reported below
            }
            throw new TypeConversionException("'%s' must be a duration such as 7d, 12h or 30m".formatted(text));
        }
    }

    /** Parses a date, which means its first moment in UTC, or an instant. */
    public static final class DateOrInstant implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "'%s' must be a date or an instant, such as 2018-08-08 or 2018-08-08T00:00:00Z"
                                .formatted(text));
            }
        }
    }

    /** Parses a whole number of at least 1. */
    public static final class PositiveInteger implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            try {
                int number = Integer.parseInt(text);
                if (number >= 1) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // reported below
            }
            throw new TypeConversionException("'%s' must be a whole number of at least 1".formatted(text));
        }
    }
}
