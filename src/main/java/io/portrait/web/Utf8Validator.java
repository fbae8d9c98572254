package io.portrait.web;

/**
 * The validator of a stream of UTF-8 bytes (RFC 3629, section 4). The JSON parser accepts overlong encodings, such as C0 AF for
 * a slash, so that an id could have several encodings and pass filters that look for bytes. Not thread-safe.
 */
final class Utf8Validator {

    private static final int ASCII_END = 0x80;
    private static final int LOWEST = 0x80;
    private static final int HIGHEST = 0xBF;

    private int missing;
    private int low = LOWEST;
    private int high = HIGHEST;

    /** Reads the next bytes; returns whether all bytes until now are the beginning of valid UTF-8. */
    boolean accept(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            int next = bytes[i] & 0xFF;
            boolean valid = missing > 0 ? continues(next) : next < ASCII_END || begins(next);
            if (!valid) {
                return false;
            }
        }
        return true;
    }

    private boolean continues(int next) {
        boolean valid = next >= low && next <= high;
        low = LOWEST;
        high = HIGHEST;
        missing--;
        return valid;
    }

    /** The ranges of the second byte exclude overlong encodings, surrogates, and code points above U+10FFFF. */
    private boolean begins(int first) {
        if (first < 0xC2 || first > 0xF4) {
            return false;
        }
        missing = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : LOWEST;
        high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : HIGHEST;
        return true;
    }
}
