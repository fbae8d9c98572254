package io.portrait.kernel;

/**
 * SplitMix64 [1] as a counter-based generator: a random number is a function of a seed and an index, the same on every
 * machine and in every version of Java. Models use it for their initial values, which therefore belong to their
 * configuration.
 *
 * <p>[1] G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, 453–472.
 *
 * @param seed any
 */
public record SplitMix64(long seed) {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** The index-th 64 bits of a seed: the same as {@code new SplitMix64(seed).bits(index)}, without an object. */
    public static long bits(long seed, long index) {
        long z = seed + (index + 1) * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The index-th number of a seed from the uniform distribution on [0, 1), with 53 bits. */
    public static double unit(long seed, long index) {
        return (bits(seed, index) >>> 11) * 0x1p-53;
    }

    /** The index-th number from the uniform distribution on (0, 1), with 52 bits; neither bound occurs. */
    public double uniform(long index) {
        return ((bits(seed, index) >>> 12) + 0.5) * 0x1p-52;
    }

    /** The index-th number from the standard normal distribution, by the Box–Muller transform of two uniform numbers. */
    public double normal(long index) {
        double radius = Math.sqrt(-2 * StrictMath.log(uniform(2 * index)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(2 * index + 1));
    }
}
