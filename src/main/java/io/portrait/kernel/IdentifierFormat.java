package io.portrait.kernel;

/**
 * The format of ids: 1 to 128 characters, no control characters, no unpaired surrogates. New ids must also be without characters
 * that no text should contain; those are allowed in stored ids only, so that what is stored can always be read.
 */
public final class IdentifierFormat {

    /** The largest number of characters. */
    public static final int MAX_LENGTH = 128;

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

    /**
     * Checks an id that a client sends: also without line and paragraph separators, characters that reverse the direction of text,
     * and code points that are not characters.
     *
     * @throws IllegalArgumentException if the value does not have the format
     */
    public static String requireNew(String name, String value) {
        require(name, value);
        value.codePoints().filter(IdentifierFormat::isForbidden).findFirst().ifPresent(codePoint -> {
            throw new IllegalArgumentException("%s must not contain U+%04X".formatted(name, codePoint));
        });
        return value;
    }

    private static boolean isForbidden(int codePoint) {
        boolean isSeparator = codePoint == 0x2028 || codePoint == 0x2029;
        boolean isDirection =
                (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
        boolean isNoCharacter = (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
        return isSeparator || isDirection || isNoCharacter;
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
