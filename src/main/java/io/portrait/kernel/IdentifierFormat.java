package io.portrait.kernel;

/** The format of all ids that clients send: 1 to 128 characters, no control characters, no unpaired surrogates. */
final class IdentifierFormat {

    static final int MAX_LENGTH = 128;

    private IdentifierFormat() {}

    /**
     * Checks an id.
     *
     * @param name the name of the id, for the error message
     * @param value the candidate
     * @return {@code value}
     * @throws IllegalArgumentException if the value does not have the format
     */
    static String require(String name, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "%s must have 1 to %d characters, has %d".formatted(name, MAX_LENGTH, value.length()));
        }
        for (int index = 0; index < value.length(); index++) {
            requirePrintable(name, value, index);
        }
        return value;
    }

    private static void requirePrintable(String name, String value, int index) {
        char c = value.charAt(index);
        if (Character.isISOControl(c)) {
            throw new IllegalArgumentException(
                    "%s must not contain control characters, has U+%04X at %d".formatted(name, (int) c, index));
        }
        if (Character.isSurrogate(c) && !isPaired(value, index)) {
            throw new IllegalArgumentException("%s has half a surrogate pair at %d".formatted(name, index));
        }
    }

    private static boolean isPaired(String value, int index) {
        return Character.isHighSurrogate(value.charAt(index))
                ? index + 1 < value.length() && Character.isLowSurrogate(value.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(value.charAt(index - 1));
    }
}
