package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * Configuration of {@link Rls}.
 *
 * @param dimensions d, the number of features, 1 to 128 (the state grows with d²)
 * @param forgetting λ in [0.5, 1], multiplies the past at each example: about the last 1/(1 − λ) of them count
 * @param ridge δ in [10⁻⁶, 10⁶], the prior: all parameters are near 0 with variance σ²/δ
 * @param windupLimit in [1, 1000], how far forgetting may raise a parameter's variance above the prior's
 */
record RlsConfig(int dimensions, double forgetting, double ridge, double windupLimit) implements LearnerConfig {

    static final String NAME = "rls";

    RlsConfig {
        NumericLimits.requireDimensions(dimensions, GaussianPosterior.MAX_DIMENSIONS);
        Checks.requireWithin("forgetting", forgetting, 0.5, 1);
        Checks.requireWithin("ridge", ridge, 1e-6, 1e6);
        Checks.requireWithin("windupLimit", windupLimit, 1, 1000);
    }

    /** The configuration of a description, with defaults {@code forgetting=0.999,ridge=1.0,windupLimit=10.0}. */
    static RlsConfig of(LearnerSpec spec) {
        return new RlsConfig(
                spec.intOption("dimensions"),
                spec.doubleOption("forgetting", 0.999),
                spec.doubleOption("ridge", 1),
                spec.doubleOption("windupLimit", 10));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String identity() {
        return NAME + "(dimensions=" + dimensions + ",forgetting=" + forgetting + ",ridge=" + ridge + ",windupLimit="
                + windupLimit + ")";
    }

    /** The limit of the variance of a parameter, in units of σ²; it may be exceeded by a tenth between two checks. */
    double maxVariance() {
        return windupLimit / ridge;
    }
}
