package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * The squared and absolute error of one prediction. Errors are limited to 10¹⁵⁰, so that their squares and sums stay
 * finite.
 *
 * @param squared the squared error, in the target's unit squared, in [0, 10³⁰⁰]
 * @param absolute the absolute error, in the target's unit, in [0, 10¹⁵⁰]
 */
public record Loss(double squared, double absolute) {

    private static final double MAX_ERROR = 1e150;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Loss {
        Checks.requireWithin("squared", squared, 0, MAX_ERROR * MAX_ERROR);
        Checks.requireWithin("absolute", absolute, 0, MAX_ERROR);
    }

    /**
     * The loss of a prediction.
     *
     * @param target the observed target, finite
     */
    public static Loss of(Prediction prediction, double target) {
        double absolute = Math.min(Math.abs(target - prediction.value()), MAX_ERROR);
        return new Loss(absolute * absolute, absolute);
    }
}
