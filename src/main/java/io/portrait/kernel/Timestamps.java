package io.portrait.kernel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parser of all times that clients send: ISO 8601 text with an offset, and the spellings of it that have only one meaning.
 * A number is refused everywhere, because nothing says whether it counts seconds or milliseconds. The common form {@code
 * 2026-11-22T08:30:00.123Z} has a fast path.
 */
public final class Timestamps {

    /** An example for error messages. */
    public static final String EXAMPLE = "2026-11-22T08:30:00Z";

    private static final int SECONDS_END = 19;
    private static final int MAX_FRACTION_DIGITS = 9;
    private static final int MAX_LENGTH = 128;
    private static final String PATTERN = "dddd-dd-ddTdd:dd:dd";

    /**
     * Other spellings: dates without dashes, by week or by day of the year, times without colons or minutes, a blank or lower-case
     * {@code t}, a second 60, a decimal comma, any number of fraction digits, offsets without colon or minutes or with the minus sign
     * U+2212, the names UTC and GMT, and a time zone in brackets after the offset.
     */
    private static final Pattern OTHER_SPELLING = Pattern.compile("""
            (?<date>[0-9]{4}(-[0-9]{2}-[0-9]{2}|[0-9]{4}|-?W[0-9]{2}-?[1-7]|-?[0-9]{3}))[Tt ]\
            (?<hour>[0-9]{2})(:?(?<minute>[0-9]{2})(:?(?<second>[0-9]{2})([.,](?<fraction>[0-9]+))?)?)?\
            \\x20?(?<offset>[Zz]|UTC|GMT|[+-][0-9]{2}(:?[0-9]{2}(:?[0-9]{2})?)?)(\\x20UTC|\\[[A-Za-z0-9_/+:-]+])?\
            """);

    /** The minus sign that ISO 8601 prefers to the hyphen. */
    private static final char MINUS_SIGN = '\u2212';

    private Timestamps() {}

    /**
     * Parses a time. A leap second is the first moment of the next minute, as in POSIX; fractions are cut to nanoseconds.
     *
     * @throws DateTimeException if the text is not a time with an offset
     */
    public static Instant parse(String text) {
        int fraction = text.length() - SECONDS_END - 2;
        boolean isUtcForm = text.length() == SECONDS_END + 1
                || (fraction >= 1 && fraction <= MAX_FRACTION_DIGITS && text.charAt(SECONDS_END) == '.');
        return isUtcForm && text.endsWith("Z") && matchesPattern(text) ? parseUtc(text) : parseOther(text);
    }

    private static Instant parseOther(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new DateTimeException("a time has at most %d characters".formatted(MAX_LENGTH));
        }
        Matcher other = OTHER_SPELLING.matcher(text.strip().replace(MINUS_SIGN, '-'));
        return other.matches() ? instant(other) : OffsetDateTime.parse(text).toInstant();
    }

    private static Instant instant(Matcher text) {
        String second = text.group("second");
        boolean isLeapSecond = "60".equals(second);
        boolean isEndOfDay = text.group("hour").equals("24");
        int seconds = second == null || isLeapSecond ? 0 : Integer.parseInt(second);
        String minute = text.group("minute");
        LocalTime time = LocalTime.of(
                isEndOfDay ? 0 : Integer.parseInt(text.group("hour")),
                minute == null ? 0 : Integer.parseInt(minute),
                seconds,
                nanos(text));
        if (isEndOfDay && !time.equals(LocalTime.MIDNIGHT)) {
            throw new DateTimeException("no such time of day: " + text.group());
        }
        return date(text.group("date"))
                .atTime(time)
                .plusDays(isEndOfDay ? 1 : 0)
                .plusMinutes(isLeapSecond ? 1 : 0)
                .toInstant(offset(text.group("offset")));
    }

    /** A date by month, by week ({@code 2026-W49-1}) or by day of the year ({@code 2026-334}), with dashes or without. */
    private static LocalDate date(String text) {
        String digits = text.replace("-", "");
        String year = digits.substring(0, 4);
        String rest = digits.substring(4);
        if (rest.startsWith("W")) {
            return LocalDate.parse(
                    "%s-%s-%s".formatted(year, rest.substring(0, 3), rest.substring(3)),
                    DateTimeFormatter.ISO_WEEK_DATE);
        }
        return rest.length() == 3
                ? LocalDate.parse(year + "-" + rest, DateTimeFormatter.ISO_ORDINAL_DATE)
                : LocalDate.parse("%s-%s-%s".formatted(year, rest.substring(0, 2), rest.substring(2)));
    }

    private static int nanos(Matcher text) {
        String fraction = text.group("fraction");
        return fraction == null
                ? 0
                : Integer.parseInt((fraction + "0".repeat(MAX_FRACTION_DIGITS)).substring(0, MAX_FRACTION_DIGITS));
    }

    private static ZoneOffset offset(String text) {
        return Character.isLetter(text.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(text);
    }

    private static boolean matchesPattern(String text) {
        for (int i = 0; i < SECONDS_END; i++) {
            char expected = PATTERN.charAt(i);
            char c = text.charAt(i);
            if (expected == 'd' ? !isDigit(c) : c != expected) {
                return false;
            }
        }
        for (int i = SECONDS_END + 1; i < text.length() - 1; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.startsWith("60", SECONDS_END - 2) && !text.startsWith("24", SECONDS_END - 8);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static Instant parseUtc(String text) {
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException("no such time of day: " + text);
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        return Instant.ofEpochSecond(((day * 24 + hour) * 60 + minute) * 60 + second, nanos(text));
    }

    private static long nanos(String text) {
        int digits = Math.max(0, text.length() - SECONDS_END - 2);
        long fraction = number(text, SECONDS_END + 1, SECONDS_END + 1 + digits);
        for (int i = digits; i < MAX_FRACTION_DIGITS; i++) {
            fraction *= 10;
        }
        return fraction;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }
}
