package io.portrait.release.mechanism;

/**
 * The discrete Gaussian distribution on the integers, P(y) ∝ exp(−y²/(2σ²)), sampled exactly and with integers only
 * (Canonne, Kamath and Steinke, arXiv 2004.00010, algorithm 3 with t = σ, which keeps all terms integers).
 *
 * <p>Added to integer sums whose L2 sensitivity is Δ, it is Δ²/(2σ²)-zCDP. Its standard deviation is σ or slightly
 * less.
 *
 * @param sigma σ, 1 to 2²⁵, in the units of the sum
 */
record DiscreteGaussian(long sigma) {

    /** The largest σ: the square of any realistic distance fits into a {@code long}. */
    static final long MAX_SIGMA = 1L << 25;

    /**
     * Checks σ.
     *
     * @throws IllegalArgumentException if σ is out of bounds
     */
    DiscreteGaussian {
        if (sigma < 1 || sigma > MAX_SIGMA) {
            throw new IllegalArgumentException("sigma must be in [1, %d], is %d".formatted(MAX_SIGMA, sigma));
        }
    }

    /**
     * One sample.
     *
     * @param random source of randomness; modified: advanced by about 15 {@code long}s
     */
    long draw(AesCtrRandom random) {
        DiscreteLaplace proposal = new DiscreteLaplace(sigma);
        while (true) {
            long y = proposal.draw(random);
            long distance = Math.abs(y) - sigma;
            // exp(−y²/(2σ²)) ∝ exp(−|y|/σ) · exp(−(|y| − σ)²/(2σ²))
            if (BernoulliExp.draw(Math.multiplyExact(distance, distance), 2 * sigma * sigma, random)) {
                return y;
            }
        }
    }
}
