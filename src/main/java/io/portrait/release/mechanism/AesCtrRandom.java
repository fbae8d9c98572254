package io.portrait.release.mechanism;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A deterministic stream of random integers: AES-256 in counter mode under a 32-byte key, the counter starting at 0.
 * The stream is cut into 8-byte groups, each one big-endian {@code long}. One key serves one stream, so the counter
 * needs no nonce.
 *
 * <p>Not thread-safe: a stream belongs to the draw it feeds.
 */
final class AesCtrRandom {

    /** Bytes in a key. */
    static final int KEY_BYTES = 32;

    private static final int AES_BLOCK_BYTES = 16;
    // Enough for a few draws of a discrete Laplace: many coordinates need some refills, few coordinates waste little.
    private static final int BUFFER_BYTES = 512;
    private static final byte[] ZEROS = new byte[BUFFER_BYTES];

    private final Cipher cipher;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteBuffer unread = ByteBuffer.wrap(buffer).position(BUFFER_BYTES);

    private AesCtrRandom(Cipher cipher) {
        this.cipher = cipher;
    }

    /**
     * The stream of a key, from its beginning.
     *
     * @param key 32 bytes, not modified, not kept
     * @throws IllegalArgumentException if the key has another length
     */
    static AesCtrRandom of(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("key must have %d bytes, has %d".formatted(KEY_BYTES, key.length));
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            IvParameterSpec zeroCounter = new IvParameterSpec(new byte[AES_BLOCK_BYTES]);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), zeroCounter);
            return new AesCtrRandom(cipher);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-256-CTR, this one refused it", e);
        }
    }

    /** The next 64 bits; about 6 ns. */
    long nextLong() {
        if (!unread.hasRemaining()) {
            refill();
        }
        return unread.getLong();
    }

    /** A fair coin: the sign bit of the next {@code long}. */
    boolean nextBoolean() {
        return nextLong() < 0;
    }

    /**
     * A uniform integer in [0, bound), without bias: the high half of a 128-bit product, where the draws that would
     * favour some results are rejected (Lemire, arXiv 1805.10941, algorithm 5). Takes one {@code long}, and another for
     * each rejection, which happens with probability below {@code bound / 2^64}.
     *
     * @param bound 1 or more
     * @throws IllegalArgumentException if the bound is not positive
     */
    long nextBelow(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1, is %d".formatted(bound));
        }
        while (true) {
            long bits = nextLong();
            if (isUnbiased(bits * bound, bound)) {
                return Math.unsignedMultiplyHigh(bits, bound);
            }
        }
    }

    /**
     * low ≥ 2⁶⁴ mod n keeps exactly ⌊2⁶⁴/n⌋ values of the 64 bits per result; low ≥ n implies it without a division.
     */
    private static boolean isUnbiased(long low, long bound) {
        return Long.compareUnsigned(low, bound) >= 0
                || Long.compareUnsigned(low, Long.remainderUnsigned(-bound, bound)) >= 0;
    }

    private void refill() {
        try {
            int written = cipher.update(ZEROS, 0, BUFFER_BYTES, buffer);
            if (written != BUFFER_BYTES) {
                throw new IllegalStateException("counter mode gave %d of %d bytes".formatted(written, BUFFER_BYTES));
            }
            unread.rewind();
        } catch (ShortBufferException e) {
            throw new IllegalStateException("counter mode gave more bytes than it took", e);
        }
    }
}
