package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * Configuration of {@link BayesianLogisticRegression}.
 *
 * @param dimensions d, the number of features, 1 to 128 (the state grows with d²)
 * @param priorVariance v in [10⁻⁶, 10⁶]: before any example a weight is near 0 with this variance
 * @param forgetting λ in [0.5, 1], divides the covariance after each example: about the last 1/(1 − λ) of them count
 * @param windupLimit in [1, 1000], how far forgetting may raise a weight's variance above the prior's
 */
record BayesianLogisticRegressionConfig(int dimensions, double priorVariance, double forgetting, double windupLimit)
        implements LearnerConfig {

    static final String NAME = "bayes-logistic";

    BayesianLogisticRegressionConfig {
        NumericLimits.requireDimensions(dimensions, GaussianPosterior.MAX_DIMENSIONS);
        Checks.requireWithin("priorVariance", priorVariance, 1e-6, 1e6);
        Checks.requireWithin("forgetting", forgetting, 0.5, 1);
        Checks.requireWithin("windupLimit", windupLimit, 1, 1000);
    }

    /** The configuration of a description, with defaults {@code priorVariance=1.0,forgetting=1.0,windupLimit=10.0}. */
    static BayesianLogisticRegressionConfig of(LearnerSpec spec) {
        return new BayesianLogisticRegressionConfig(
                spec.intOption("dimensions"),
                spec.doubleOption("priorVariance", 1),
                spec.doubleOption("forgetting", 1),
                spec.doubleOption("windupLimit", 10));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String identity() {
        return NAME + "(dimensions=" + dimensions + ",priorVariance=" + priorVariance + ",forgetting=" + forgetting
                + ",windupLimit=" + windupLimit + ")";
    }
}
