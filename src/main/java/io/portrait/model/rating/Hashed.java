package io.portrait.model.rating;

/**
 * Numbers that look random and are a function of a seed and an index: SplitMix64's output function (G. L. Steele Jr.,
 * D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
 */
final class Hashed {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private Hashed() {}

    static long bits(long seed, long index) {
        long z = seed + (index + 1) * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    static double unit(long seed, long index) {
        return (bits(seed, index) >>> 11) * UNIT;
    }
}
