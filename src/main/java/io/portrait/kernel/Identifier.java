package io.portrait.kernel;

/** The one rule for ids that come from outside: 1 to 128 characters, none of them a control character. */
final class Identifier {

    static final int MAX_LENGTH = 128;

    private Identifier() {}

    /**
     * Checks an id.
     *
     * @param what the name of the id, for the error
     * @param value the candidate
     * @return {@code value}
     * @throws IllegalArgumentException if the value breaks the rule
     */
    static String require(String what, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "%s must have 1 to %d characters, has %d".formatted(what, MAX_LENGTH, value.length()));
        }
        for (int i = 0; i < value.length(); i++) {
            requirePrintable(what, value, i);
        }
        return value;
    }

    private static void requirePrintable(String what, String value, int i) {
        char c = value.charAt(i);
        if (Character.isISOControl(c)) {
            throw new IllegalArgumentException(
                    "%s must not contain control characters, has U+%04X at %d".formatted(what, (int) c, i));
        }
        if (Character.isSurrogate(c) && !isPaired(value, i)) {
            throw new IllegalArgumentException("%s has half a surrogate pair at %d".formatted(what, i));
        }
    }

    private static boolean isPaired(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}
