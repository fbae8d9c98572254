package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * Logarithmic opinion pool with equal weights: combines several probabilities of the same event by the mean of their
 * log-odds. It is a product of experts (G. E. Hinton, "Training products of experts by minimizing contrastive
 * divergence", Neural Computation 14, 2002): a probability near 0 or 1 has more influence than in the mean of
 * probabilities.
 */
public final class LogOpinionPool {

    /** Probabilities are clipped to this distance from 0 and 1, so that one of them cannot dominate all others. */
    private static final double MIN_PROBABILITY = 1e-9;

    private LogOpinionPool() {}

    /**
     * The probability with the mean log-odds, O(n).
     *
     * @param probabilities one or more, in [0, 1]
     * @throws IllegalArgumentException if there is none
     */
    public static double of(Vec probabilities) {
        double mean = probabilities.stream()
                .map(LogOpinionPool::logOdds)
                .average()
                .orElseThrow(() -> new IllegalArgumentException("probabilities must not be empty"));
        return 1 / (1 + StrictMath.exp(-mean));
    }

    private static double logOdds(double probability) {
        double p = Math.clamp(probability, MIN_PROBABILITY, 1 - MIN_PROBABILITY);
        return StrictMath.log(p / (1 - p));
    }
}
