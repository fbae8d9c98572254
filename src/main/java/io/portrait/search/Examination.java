package io.portrait.search;

/**
 * How likely each place of a list is looked at, as against the first: learned from how often it is clicked, as against how
 * often its items would be if it was looked at. Places behind the last count as it. Mutable.
 *
 * <pre>
 *   θ(k) = (clicks at k + s / k) / (Σ attractions shown at k + s),   θ(1) = 1
 * </pre>
 */
public final class Examination {

    /** How much is looked at each place, if that is known. */
    @FunctionalInterface
    public interface Known {

        /** The probability, in (0, 1], of a place, from 1. */
        double at(int place);
    }

    private static final int PLACES = 50;

    /** The guess 1 / k counts as so many clicks that were expected. */
    private static final double STRENGTH = 20;

    private static final double LEAST = 0.01;

    private final double[] clicks = new double[PLACES + 1];
    private final double[] expected = new double[PLACES + 1];
    private final Known guess;
    private final double strength;

    private Examination(Known guess, double strength) {
        this.guess = guess;
        this.strength = strength;
    }

    /** To be learned. */
    public static Examination unknown() {
        return new Examination(place -> 1.0 / place, STRENGTH);
    }

    /** Nothing is learned. */
    public static Examination known(Known known) {
        return new Examination(known, Double.POSITIVE_INFINITY);
    }

    /** The probability that a place is looked at. */
    public double at(int place) {
        int k = Math.min(place, PLACES);
        if (Double.isInfinite(strength)) {
            return guess.at(place);
        }
        return k == 1 ? 1 : Math.clamp((clicks[k] + strength * guess.at(k)) / (expected[k] + strength), LEAST, 1);
    }

    /** An item was shown; {@code attraction} is how often it is clicked where it is looked at. */
    void show(int place, double attraction) {
        expected[Math.min(place, PLACES)] += attraction;
    }

    /** What was shown was clicked. */
    void click(int place) {
        clicks[Math.min(place, PLACES)]++;
    }
}
