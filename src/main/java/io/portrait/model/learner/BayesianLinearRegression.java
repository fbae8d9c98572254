package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;

/**
 * {@code bayes-linear}: Bayesian linear regression with unknown noise, by the conjugate normal–inverse-gamma prior [1,
 * section 7.6.3]. Exact: the posterior after n examples is that of all of them at once, and its mean is ridge
 * regression with ridge 1/v.
 *
 * <pre>
 *   σ² ~ IG(a, b),  w | σ² ~ N(0, σ²v I),  y | w, σ² ~ N(wᵀx̃, σ²/ω)
 *   r = 1/ω + x̃ᵀP x̃,  e = y − wᵀx̃,  w ← w + P x̃ e/r,  P ← P − (P x̃)(P x̃)ᵀ/r,  a ← a + ½,  b ← b + e²/(2r)
 * </pre>
 *
 * <p>The predictive distribution is a Student distribution with 2a degrees of freedom; the prediction has its variance,
 * E[σ²](1 + x̃ᵀP x̃) with E[σ²] = b/(a − 1). The learner is {@code rls} without forgetting and with a configurable
 * prior of the noise; it suits a target that does not drift. The order of the examples changes only the rounding.
 *
 * <p><b>Cost.</b> O(p²) to learn and to predict, p = d + 1. Layout 1, 2 + p + p(p + 1)/2 numbers: 2.0 KB for 20
 * features.
 *
 * <pre>
 *   0      a
 *   1      b
 *   2 …    w, D and U of the {@link GaussianPosterior} with P in units of σ²
 * </pre>
 *
 * <p>Parameters: {@code intercept}, {@code weights}, {@code interceptVariance}, {@code weightVariances} (the diagonal
 * of E[σ²]P) and {@code noiseVariance} (E[σ²]).
 *
 * <p>[1] K. P. Murphy, <i>Machine Learning: A Probabilistic Perspective</i>, MIT Press, 2012.
 */
record BayesianLinearRegression(BayesianLinearRegressionConfig config) implements PosteriorLearner {

    private static final int SHAPE = 0;
    private static final int SCALE = 1;
    private static final int POSTERIOR = 2;

    @Override
    public PosteriorState initial() {
        double[] numbers = new double[stateSize()];
        numbers[SHAPE] = config.noiseShape();
        numbers[SCALE] = config.noiseScale();
        posterior().initialize(numbers, config.priorVariance());
        return new PosteriorState(0, Vec.adopt(numbers));
    }

    @Override
    public LearnedParameters parameters(PosteriorState state) {
        NumericLimits.requireStateSize(this, state);
        double noise = noise(state.numbers());
        return posterior().parameters(state.numbers(), noise).and("noiseVariance", noise);
    }

    @Override
    public boolean isPlausible(Vec numbers) {
        return numbers.get(SHAPE) > 1 && numbers.get(SCALE) > 0;
    }

    @Override
    public Prediction prediction(PosteriorState state, GaussianPosterior.PredictiveMoments moments) {
        double noise = noise(state.numbers());
        return new Prediction.Gaussian(moments.mean(), noise * moments.variance(), noise);
    }

    /** The update by one example, [1] equations 7.70–7.73. */
    @Override
    public double[] updatedNumbers(PosteriorState state, Example example, GaussianPosterior.PredictiveMoments moments) {
        double[] next = state.numbers().toArray();
        ScoredExample scored = ScoredExample.of(moments.mean(), example);
        GaussianPosterior.MeasurementUpdate update =
                posterior().correct(next, moments.projection(), 1 / scored.weight(), 1);
        double error = scored.target() - scored.score();
        double step = error / update.innovation();
        posterior().moveMean(next, update.gain(), step);
        next[SHAPE] += 0.5;
        next[SCALE] += error * step / 2;
        return next;
    }

    @Override
    public GaussianPosterior posterior() {
        return new GaussianPosterior(config.dimensions() + 1, POSTERIOR);
    }

    /** E[σ²]. */
    private static double noise(Vec numbers) {
        return numbers.get(SCALE) / (numbers.get(SHAPE) - 1);
    }
}
