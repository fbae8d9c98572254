package io.portrait.kernel;

import java.nio.charset.StandardCharsets;

/** Texts as PostgreSQL can hold them and give them back: without NUL characters and halves of surrogate pairs. */
public final class PostgresText {

    private PostgresText() {}

    /** The text, if it is one; else without what cannot be stored. */
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
