package io.portrait.kernel;

import java.nio.charset.StandardCharsets;

/** Text that PostgreSQL can store: without NUL characters and unpaired surrogates. */
public final class PostgresText {

    private PostgresText() {}

    /** The text without the characters that PostgreSQL cannot store; the same object if there are none. */
    public static String sanitize(String text) {
        return isStorable(text)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("\0", "");
    }

    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
