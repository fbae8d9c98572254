package io.portrait.release.mechanism;

import java.nio.ByteBuffer;

/** Deterministic randomness for tests. */
final class TestRandomness {

    /** The key 00 01 02 … 1f of the reference values. */
    static final byte[] COUNTING_KEY = counting();

    private TestRandomness() {}

    static AesCtrRandom bits(long seed) {
        return AesCtrRandom.of(bytes(seed, 0));
    }

    static NoiseKey noiseKey(long seed, long person) {
        return NoiseKey.of(bytes(seed, person));
    }

    private static byte[] bytes(long seed, long person) {
        return ByteBuffer.allocate(NoiseKey.BYTES).putLong(seed).putLong(person).array();
    }

    private static byte[] counting() {
        byte[] key = new byte[NoiseKey.BYTES];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return key;
    }
}
