package io.portrait.model.searchclick;

/**
 * How likely each place of a list is looked at, as against the first: learned from how often it is clicked, as against how
 * often its items would be if it was looked at. Places behind the last count as it. Mutable.
 *
 * <pre>
 *   θ(k) = (clicks at k + s / k) / (Σ attractions shown at k + s),   θ(1) = 1
 * </pre>
 */
public final class ExaminationProbabilities {

    /** How much is looked at each place, if that is known. */
    @FunctionalInterface
    public interface ExaminationCurve {

        /** The probability, in (0, 1], of a place, from 1. */
        double probability(int position);
    }

    private static final int MAX_POSITION = 50;

    /** The guess 1 / k counts as so many clicks that were expected. */
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

    /** To be learned. */
    public static ExaminationProbabilities learned() {
        return new ExaminationProbabilities(position -> 1.0 / position, PRIOR_STRENGTH);
    }

    /** Nothing is learned. */
    public static ExaminationProbabilities fixed(ExaminationCurve curve) {
        return new ExaminationProbabilities(curve, Double.POSITIVE_INFINITY);
    }

    /** The probability that a place is looked at. */
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

    /** An item was shown; {@code attraction} is how often it is clicked where it is looked at. */
    void addExpected(int position, double attraction) {
        expected[Math.min(position, MAX_POSITION)] += attraction;
    }

    /** What was shown was clicked. */
    void addClick(int position) {
        clicks[Math.min(position, MAX_POSITION)]++;
    }
}
