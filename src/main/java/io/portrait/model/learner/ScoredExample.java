package io.portrait.model.learner;

import io.portrait.model.feature.Example;

/**
 * An example with its score under the current weights, within the {@link NumericLimits}.
 *
 * @param score z, the score
 * @param target y
 * @param weight ω
 */
record ScoredExample(double score, double target, double weight) {

    static ScoredExample of(double score, Example example) {
        return new ScoredExample(
                score, NumericLimits.clipTarget(example.target()), NumericLimits.atLeastMinWeight(example.weight()));
    }

    /** ω ∂ℓ/∂z. */
    double weightedDerivative(LossFunction loss) {
        return weight * loss.derivative(score, target);
    }
}
