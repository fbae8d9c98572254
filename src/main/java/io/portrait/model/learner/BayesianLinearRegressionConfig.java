package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * Configuration of {@link BayesianLinearRegression}.
 *
 * @param dimensions d, the number of features, 1 to 128 (the state grows with d²)
 * @param priorVariance v in [10⁻⁶, 10⁶]: before any example a weight is near 0 with variance σ²v
 * @param noiseShape a in [1.001, 10⁶]: with {@code noiseScale} the inverse-gamma prior of the noise, as strong as 2a
 *     examples
 * @param noiseScale b in [10⁻¹², 10¹²]: the prior mean of the noise variance is b/(a − 1), in the target's unit squared
 */
record BayesianLinearRegressionConfig(int dimensions, double priorVariance, double noiseShape, double noiseScale)
        implements LearnerConfig {

    static final String NAME = "bayes-linear";

    BayesianLinearRegressionConfig {
        NumericLimits.requireDimensions(dimensions, GaussianPosterior.MAX_DIMENSIONS);
        Checks.requireWithin("priorVariance", priorVariance, 1e-6, 1e6);
        Checks.requireWithin("noiseShape", noiseShape, 1.001, 1e6);
        Checks.requireWithin("noiseScale", noiseScale, 1e-12, 1e12);
    }

    /** The configuration of a description, with defaults {@code priorVariance=1.0,noiseShape=2.0,noiseScale=1.0}. */
    static BayesianLinearRegressionConfig of(LearnerSpec spec) {
        return new BayesianLinearRegressionConfig(
                spec.intOption("dimensions"),
                spec.doubleOption("priorVariance", 1),
                spec.doubleOption("noiseShape", 2),
                spec.doubleOption("noiseScale", 1));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String identity() {
        return NAME + "(dimensions=" + dimensions + ",priorVariance=" + priorVariance + ",noiseShape=" + noiseShape
                + ",noiseScale=" + noiseScale + ")";
    }
}
