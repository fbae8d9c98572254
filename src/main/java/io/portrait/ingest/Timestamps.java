package io.portrait.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** A parser of ISO 8601 times with an offset. The common form {@code 2026-11-22T08:30:00.123Z} has a fast path. */
final class Timestamps {

    private static final int SECONDS_END = 19;
    private static final int MAX_FRACTION_DIGITS = 9;
    private static final String PATTERN = "dddd-dd-ddTdd:dd:dd";

    private Timestamps() {}

    /**
     * Parses a time.
     *
     * @throws DateTimeException if the text is not a valid time
     */
    static Instant parse(String text) {
        int fraction = text.length() - SECONDS_END - 2;
        boolean isUtcForm = text.length() == SECONDS_END + 1
                || (fraction >= 1 && fraction <= MAX_FRACTION_DIGITS && text.charAt(SECONDS_END) == '.');
        return isUtcForm && text.endsWith("Z") && matchesPattern(text)
                ? parseUtc(text)
                : OffsetDateTime.parse(text).toInstant();
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
        return true;
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
