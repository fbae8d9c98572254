package io.portrait.release.mechanism;

/**
 * The Bernoulli distribution with probability exactly exp(−a/b), sampled by integer trials only (Canonne, Kamath and
 * Steinke, arXiv 2004.00010, algorithm 1). A floating-point exponential would make some outcomes slightly too likely,
 * and in a privacy mechanism such a difference distinguishes the inputs (Mironov, CCS 2012).
 */
final class BernoulliExp {

    /** The largest b: its product with any realistic number of trials fits into a {@code long}. */
    static final long MAX_DENOMINATOR = 1L << 52;

    private BernoulliExp() {}

    /**
     * One sample; about 2.7 bounded draws when a ≤ b.
     *
     * @param a numerator, 0 or more
     * @param b denominator, 1 to 2⁵²
     * @param random source of randomness; modified: advanced
     * @throws IllegalArgumentException if a or b is out of bounds
     */
    static boolean draw(long a, long b, AesCtrRandom random) {
        requireFraction(a, b);
        long remaining = a;
        // exp(−γ) = exp(−1)^⌊γ⌋ · exp(−(γ − ⌊γ⌋))
        while (remaining > b) {
            if (!drawAtMostOne(1, 1, random)) {
                return false;
            }
            remaining -= b;
        }
        return drawAtMostOne(remaining, b, random);
    }

    /** γ = a/b ≤ 1. The first K with Bernoulli(γ/K) = 0 is odd with probability Σ (−γ)ᵏ/k! = exp(−γ). */
    private static boolean drawAtMostOne(long a, long b, AesCtrRandom random) {
        long k = 1;
        while (random.nextBelow(Math.multiplyExact(k, b)) < a) {
            k++;
        }
        return (k & 1) == 1;
    }

    private static void requireFraction(long a, long b) {
        if (a < 0) {
            throw new IllegalArgumentException("a must be at least 0, is %d".formatted(a));
        }
        if (b < 1 || b > MAX_DENOMINATOR) {
            throw new IllegalArgumentException("b must be in [1, %d], is %d".formatted(MAX_DENOMINATOR, b));
        }
    }
}
