package io.portrait.model.searchclick;

/**
 * The probability that each position of a list is examined, relative to the first one: either fixed or learned from the
 * clicks and the attractions of the items shown there,
 *
 * <pre>
 *   θ(k) = (clicks at k + s / k) / (Σ attractions shown at k + s),   θ(1) = 1
 * </pre>
 *
 * where 1 / k is the prior and s its weight. Positions above the maximum share its probability. Mutable.
 */
public final class ExaminationProbabilities {

    /** The examination probability as a function of the position. */
    @FunctionalInterface
    public interface ExaminationCurve {

        /** The probability, in (0, 1], of a position, from 1. */
        double probability(int position);
    }

    private static final int MAX_POSITION = 50;

    /** s, as a number of expected clicks. */
    private static final double PRIOR_STRENGTH = 20;

    private static final double MIN_PROBABILITY = 0.01;

    private final double[] clicks = new double[MAX_POSITION + 1];
    private final double[] expected = new double[MAX_POSITION + 1];
    private final ExaminationCurve prior;
    private final double strength;

    private ExaminationProbabilities(ExaminationCurve prior, double strength) {
        this.prior = prior;
        this.strength = strength;
    }

    /** Probabilities that start at the prior and are learned. */
    public static ExaminationProbabilities learned() {
        return new ExaminationProbabilities(position -> 1.0 / position, PRIOR_STRENGTH);
    }

    /** Probabilities that stay as given. */
    public static ExaminationProbabilities fixed(ExaminationCurve curve) {
        return new ExaminationProbabilities(curve, Double.POSITIVE_INFINITY);
    }

    /** The probability that a position, from 1, is examined. */
    public double probability(int position) {
        int k = Math.min(position, MAX_POSITION);
        if (Double.isInfinite(strength)) {
            return prior.probability(position);
        }
        return k == 1
                ? 1
                : Math.clamp(
                        (clicks[k] + strength * prior.probability(k)) / (expected[k] + strength), MIN_PROBABILITY, 1);
    }

    /** Adds the attraction of an item that was shown at a position. */
    void addExpected(int position, double attraction) {
        expected[Math.min(position, MAX_POSITION)] += attraction;
    }

    /** Adds a click at a position. */
    void addClick(int position) {
        clicks[Math.min(position, MAX_POSITION)]++;
    }
}
