package io.portrait.model.learner;

import java.util.Arrays;

/**
 * Platt scaling: probabilities from margins by p = σ(a z + b) [1], with a and b learned online [2] from each margin
 * before its target is learned, by logistic loss and AdaGrad. Margins are clipped to ±{@value #MAX_MARGIN}, because the
 * hinge loss only requires a margin of 1. The initial values a = 2, b = 0 are the odds that the hinge loss itself
 * implies within the margin [3].
 *
 * <pre>
 *   0, 1   a, b
 *   2, 3   their sums of squared gradients
 * </pre>
 *
 * <p>[1] J. Platt, "Probabilistic outputs for support vector machines", in <i>Advances in Large Margin Classifiers</i>,
 * MIT Press, 2000, 61–74. [2] C. Gupta, A. Ramdas, "Online Platt scaling with calibeating", ICML 2023, arXiv
 * 2305.00070. [3] P. Sollich, "Bayesian methods for support vector machines", Machine Learning 46, 2002, 21–52.
 */
final class PlattScaling {

    static final int SIZE = 4;

    private static final double MAX_MARGIN = 10;
    private static final AdaGrad OPTIMIZER = new AdaGrad(0.1, 1);

    private PlattScaling() {}

    static void initialize(double[] numbers, int offset) {
        numbers[offset] = 2;
    }

    /** max(a, 0) z + b; a larger margin never gives a lower probability. */
    static double logOdds(double score, double slope, double offset) {
        return Math.max(slope, 0) * margin(score) + offset;
    }

    static void learn(double[] numbers, int offset, ScoredExample scored) {
        double[] parameters = Arrays.copyOfRange(numbers, offset, offset + SIZE);
        double logOdds = logOdds(scored.score(), parameters[0], parameters[1]);
        // ω(p − y) times (z, 1)
        double slope = new ScoredExample(logOdds, scored.target(), scored.weight())
                .weightedDerivative(new LossFunction.Logistic());
        OPTIMIZER.step(
                parameters,
                new double[] {
                    NumericLimits.clipGradient(slope * margin(scored.score())), NumericLimits.clipGradient(slope)
                },
                1);
        System.arraycopy(parameters, 0, numbers, offset, SIZE);
    }

    static boolean isPlausible(double[] numbers, int offset) {
        return numbers[offset + 2] >= 0 && numbers[offset + 3] >= 0;
    }

    private static double margin(double score) {
        return Math.clamp(score, -MAX_MARGIN, MAX_MARGIN);
    }
}
