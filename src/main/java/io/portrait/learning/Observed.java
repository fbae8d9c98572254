package io.portrait.learning;

import io.portrait.feature.Example;

/**
 * An example's target beside what was expected of it, within {@link Bounds}.
 *
 * @param score z, what the weights said
 * @param target y
 * @param weight ω
 */
record Observed(double score, double target, double weight) {

    static Observed of(double score, Example example) {
        return new Observed(score, Bounds.target(example.target()), Bounds.weight(example.weight()));
    }

    /** ω ∂ℓ/∂z. */
    double slope(LossFunction loss) {
        return weight * loss.slope(score, target);
    }
}
