package io.portrait.release.mechanism;

/**
 * The discrete Laplace distribution on the integers, P(z) ∝ exp(−|z|/t), sampled exactly and with integers only
 * (Canonne, Kamath and Steinke, arXiv 2004.00010, algorithm 2 with s = 1).
 *
 * <p>Added to an integer sum whose L1 sensitivity is Δ, it is (Δ/t)-differentially private, with δ = 0. The time of a
 * draw grows with |z|, so the draw must not happen where an external caller can measure its time.
 *
 * @param scale t, 1 to 2⁴⁰, in the units of the sum
 */
record DiscreteLaplace(long scale) {

    /** The largest scale: its product with any realistic number of trials fits into a {@code long}. */
    static final long MAX_SCALE = 1L << 40;

    /**
     * Checks the scale.
     *
     * @throws IllegalArgumentException if the scale is out of bounds
     */
    DiscreteLaplace {
        if (scale < 1 || scale > MAX_SCALE) {
            throw new IllegalArgumentException("scale must be in [1, %d], is %d".formatted(MAX_SCALE, scale));
        }
    }

    /**
     * One sample.
     *
     * @param random source of randomness; modified: advanced by about ten {@code long}s; about 0.1 µs
     */
    long draw(AesCtrRandom random) {
        while (true) {
            long magnitude = drawMagnitude(random);
            boolean negative = random.nextBoolean();
            // −0 is rejected, because 0 would otherwise have twice its probability
            if (magnitude != 0 || !negative) {
                return negative ? -magnitude : magnitude;
            }
        }
    }

    /** m = u + t·v, so that P(m) ∝ exp(−u/t) · exp(−1)ᵛ = exp(−m/t) for m = 0, 1, 2, … */
    long drawMagnitude(AesCtrRandom random) {
        long u = drawRemainder(random);
        long v = 0;
        while (BernoulliExp.draw(1, 1, random)) {
            v++;
        }
        return Math.addExact(u, Math.multiplyExact(scale, v));
    }

    /** u in [0, t) with P(u) ∝ exp(−u/t): uniform, accepted with that probability (63 % of the time or more). */
    private long drawRemainder(AesCtrRandom random) {
        while (true) {
            long u = random.nextBelow(scale);
            if (BernoulliExp.draw(u, scale, random)) {
                return u;
            }
        }
    }

    /**
     * The exact standard deviation. With α = exp(−1/t), Var = 2α/(1 − α)² = 1/(2 sinh²(1/(2t))); the second form does
     * not cancel when t is large.
     */
    double standardDeviation() {
        return 1 / (StrictMath.sqrt(2) * StrictMath.sinh(0.5 / scale));
    }
}
