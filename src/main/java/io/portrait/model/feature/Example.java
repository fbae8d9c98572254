package io.portrait.model.feature;

import io.portrait.kernel.Checks;
import io.portrait.kernel.Vec;

/**
 * A training example: features {@code x} with an observed target.
 *
 * @param x features without a constant one (learners add their own intercept); should lie in [−1, 1]
 * @param target observed value, finite, in the unit of the target; 0 or 1 for a binary target
 * @param weight importance, in (0, 10⁶]; an ordinary example has 1
 */
public record Example(Vec x, double target, double weight) {

    /** The largest weight. A single example with a larger weight would outweigh the history of a user. */
    public static final double MAX_WEIGHT = 1e6;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the target is not finite or the weight is out of range
     */
    public Example {
        Checks.requireWithin("target", target, -Double.MAX_VALUE, Double.MAX_VALUE);
        Checks.requireWithin("weight", weight, Double.MIN_VALUE, MAX_WEIGHT);
    }
}
