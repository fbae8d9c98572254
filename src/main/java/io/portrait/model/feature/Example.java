package io.portrait.model.feature;

import io.portrait.kernel.Checks;
import io.portrait.kernel.Vec;

/**
 * One thing to learn from: under the features {@code x} the target was observed.
 *
 * @param x the features, without a constant one (learners add their own intercept); meant to lie in [−1, 1]
 * @param target what was observed, finite, in the target's own unit; 0 or 1 for a binary target
 * @param weight how much it counts, in (0, 10⁶]; 1 is an ordinary example
 */
public record Example(Vec x, double target, double weight) {

    /** The largest weight: a million ordinary examples, beyond which one example would drown a user's history. */
    public static final double MAX_WEIGHT = 1e6;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the target is not finite or the weight is out of its range
     */
    public Example {
        Checks.requireWithin("target", target, -Double.MAX_VALUE, Double.MAX_VALUE);
        Checks.requireWithin("weight", weight, Double.MIN_VALUE, MAX_WEIGHT);
    }
}
