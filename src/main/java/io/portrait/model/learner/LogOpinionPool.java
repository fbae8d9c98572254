package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * Several probabilities of one thing made one: the mean of their log-odds, taken back. The product of experts of equal
 * standing (G. E. Hinton, "Training products of experts by minimizing contrastive divergence", Neural Computation 14, 2002):
 * where one of them is sure, it counts for more than in a mean of probabilities.
 */
public final class LogOpinionPool {

    /** What is nearer to 0 or 1 counts as this far away, so that nobody can overrule all others. */
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
                .orElseThrow(() -> new IllegalArgumentException("the mean of no probabilities is asked for"));
        return 1 / (1 + StrictMath.exp(-mean));
    }

    private static double logOdds(double probability) {
        double p = Math.clamp(probability, MIN_PROBABILITY, 1 - MIN_PROBABILITY);
        return StrictMath.log(p / (1 - p));
    }
}
