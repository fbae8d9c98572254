package io.portrait.kernel;

/**
 * Random numbers as a function of a seed and an index: the numbers that a learner begins with belong to its configuration,
 * and are the same on every machine and in every version of Java. SplitMix64 [1], read at any place, for its state is but a
 * count.
 *
 * <p>[1] G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, 453–472.
 *
 * @param seed any
 */
public record SplitMix64(long seed) {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** The index-th number of a uniform distribution on (0, 1). */
    public double uniform(long index) {
        return ((bits(index) >>> 12) + 0.5) * 0x1p-52;
    }

    /** The index-th number of a standard normal distribution, by Box and Muller from two uniform ones. */
    public double normal(long index) {
        double radius = Math.sqrt(-2 * StrictMath.log(uniform(2 * index)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(2 * index + 1));
    }

    private long bits(long index) {
        long z = seed + (index + 1) * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
