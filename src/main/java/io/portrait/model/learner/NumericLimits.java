package io.portrait.model.learner;

import io.portrait.kernel.Checks;
import io.portrait.kernel.Vec;

/**
 * Limits that keep all numbers finite. With |x| ≤ 10⁶, |state| ≤ 10⁶⁰ and at most {@value #MAX_DIMENSIONS} features, a
 * linear prediction stays below 10⁷⁰ and a quadratic form scaled by a variance below 10²⁶⁰, so no prediction can
 * overflow. An update can; it is then rejected by {@link #areWithinLimits}.
 */
final class NumericLimits {

    /** The limit to which features are clipped; features should be of order 1. */
    static final double MAX_FEATURE = 1e6;

    /** The limit to which targets are clipped; it is larger than any price or duration. */
    static final double MAX_TARGET = 1e12;

    /** The limit of the numbers of a state; an update that exceeds it is rejected. */
    static final double MAX_NUMBER = 1e60;

    /** The limit to which each coordinate of a gradient is clipped before an {@link Optimizer} uses it. */
    static final double MAX_GRADIENT = 1e3;

    /** The maximum number of features of any learner; some learners allow fewer. */
    static final int MAX_DIMENSIONS = 1024;

    /** The minimum weight of an example, because its inverse must be finite. */
    private static final double MIN_WEIGHT = 1e-12;

    private NumericLimits() {}

    /**
     * x̃ = {@code (1, x)} with clipped features.
     *
     * @param x not modified
     * @return a new array of {@code dimensions + 1} numbers that the caller owns
     * @throws IllegalArgumentException if x has another size
     */
    static double[] withIntercept(Vec x, int dimensions) {
        requireDimensions(x, dimensions);
        double[] extended = new double[dimensions + 1];
        extended[0] = 1;
        for (int i = 0; i < dimensions; i++) {
            extended[i + 1] = clipFeature(x.get(i));
        }
        return extended;
    }

    /** Requires that x has this number of features. */
    static void requireDimensions(Vec x, int dimensions) {
        if (x.size() != dimensions) {
            throw new IllegalArgumentException("x must have %d features, has %d".formatted(dimensions, x.size()));
        }
    }

    /** Requires a state of the learner's size, which detects states of another configuration. */
    static void requireStateSize(Learner<?> learner, LearnerState state) {
        int size = state.numbers().size();
        if (size != learner.stateSize()) {
            throw new IllegalArgumentException("a state of %s must have %d numbers, has %d"
                    .formatted(learner.config().identity(), learner.stateSize(), size));
        }
    }

    /** Requires stored numbers that a state of the learner can have. */
    static void requireRestorable(Learner<?> learner, long examples, Vec numbers) {
        boolean plausible =
                examples >= 0 && numbers.size() == learner.stateSize() && areWithinLimits(numbers.toArray());
        if (!plausible) {
            throw corruptState(learner, examples, numbers);
        }
    }

    /** The exception for stored numbers that no state of the learner can have. */
    static IllegalStateException corruptState(Learner<?> learner, long examples, Vec numbers) {
        return new IllegalStateException(
                "stored state of %s is damaged (%d examples, %d numbers of %d): rebuild it by replaying the journal"
                        .formatted(learner.config().identity(), examples, numbers.size(), learner.stateSize()));
    }

    static double clipFeature(double x) {
        return clip(MAX_FEATURE, x);
    }

    static double clipTarget(double y) {
        return clip(MAX_TARGET, y);
    }

    static double atLeastMinWeight(double weight) {
        return Math.max(weight, MIN_WEIGHT);
    }

    static double clipGradient(double g) {
        return clip(MAX_GRADIENT, g);
    }

    /** wᵀx̃, where w is the first numbers. */
    static double dot(double[] numbers, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += numbers[i] * x[i];
        }
        return sum;
    }

    /** w ← w + factor · x̃, where w is the first numbers, which are modified. */
    static void addScaled(double[] numbers, double factor, double[] x) {
        for (int i = 0; i < x.length; i++) {
            numbers[i] += factor * x[i];
        }
    }

    /** ‖x̃‖². */
    static double squaredNorm(double[] x) {
        return dot(x, x);
    }

    /** A check whether all numbers are within ±{@link #MAX_NUMBER}; false if one is NaN. */
    static boolean areWithinLimits(double... numbers) {
        for (double number : numbers) {
            if (!(Math.abs(number) <= MAX_NUMBER)) {
                return false;
            }
        }
        return true;
    }

    /** Clips a number. The comparison is nearly always true and costs a fraction of {@link Math#clamp}. */
    private static double clip(double bound, double number) {
        return Math.abs(number) <= bound ? number : Math.copySign(bound, number);
    }

    static int requireDimensions(int dimensions, int max) {
        return Checks.requireWithin("dimensions", dimensions, 1, max);
    }
}
