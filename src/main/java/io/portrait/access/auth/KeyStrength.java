package io.portrait.access.auth;

import java.util.List;
import java.util.Locale;

/**
 * The estimated strength of a secret that a person may have chosen. Repetitions, runs such as {@code abcd} and well-known words
 * count like a single character (a simple form of zxcvbn, Wheeler 2016); the remaining characters count by their variety.
 */
final class KeyStrength {

    private static final List<String> WORDS = List.of(
            "password",
            "portrait",
            "secret",
            "changeme",
            "change",
            "admin",
            "administrator",
            "default",
            "letmein",
            "qwertyuiop",
            "qwerty",
            "welcome",
            "master",
            "test",
            "example",
            "key");

    private KeyStrength() {}

    /** The estimated number of bits that an attacker must guess. */
    static double bits(String secret) {
        String remaining = withoutWords(secret.toLowerCase(Locale.ROOT));
        String period = shortestPeriod(remaining);
        int distinct = (int) secret.chars().distinct().count();
        return unpredictable(period) * Math.log(Math.max(1, distinct)) / Math.log(2);
    }

    private static String withoutWords(String text) {
        String remaining = text;
        for (String word : WORDS) {
            remaining = remaining.replace(word, "*");
        }
        return remaining;
    }

    /** The shortest text whose repetition gives this text. */
    private static String shortestPeriod(String text) {
        int length = (text + text).indexOf(text, 1);
        return text.substring(0, Math.max(0, length));
    }

    /** The number of characters that do not continue a run: their distance to the previous one differs from the one before. */
    private static int unpredictable(String text) {
        int count = 0;
        int step = Integer.MIN_VALUE;
        for (int i = 0; i < text.length(); i++) {
            int next = i == 0 ? Integer.MIN_VALUE : text.charAt(i) - text.charAt(i - 1);
            if (i < 2 || next != step) {
                count++;
            }
            step = next;
        }
        return count;
    }
}
