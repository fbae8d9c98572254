package io.portrait.learning;

import io.portrait.feature.Example;
import io.portrait.kernel.Vec;

/**
 * {@code bayes-linear}: Bayesian linear regression with unknown noise, by the conjugate normal–inverse-gamma prior [1, section
 * 7.6.3]. Exact: the posterior after n examples is that of all of them at once, and its mean is ridge regression with
 * ridge 1/v.
 *
 * <pre>
 *   σ² ~ IG(a, b),  w | σ² ~ N(0, σ²v I),  y | w, σ² ~ N(wᵀx̃, σ²/ω)
 *   r = 1/ω + x̃ᵀP x̃,  e = y − wᵀx̃,  w ← w + P x̃ e/r,  P ← P − (P x̃)(P x̃)ᵀ/r,  a ← a + ½,  b ← b + e²/(2r)
 * </pre>
 *
 * <p>What is predicted has a Student distribution with 2a degrees of freedom; its variance, E[σ²](1 + x̃ᵀP x̃) with E[σ²]
 * = b/(a − 1), is what is given. It is {@code rls} without forgetting, with a prior of the noise that can be chosen: for a
 * target that stands still. In any order of the examples it comes to the same but for rounding.
 *
 * <p><b>Cost.</b> O(p²) to learn and to predict, p = d + 1. Layout 1, 2 + p + p(p + 1)/2 numbers: 2.0 KB for 20 features.
 *
 * <pre>
 *   0      a
 *   1      b
 *   2 …    w, D and U of the {@link Posterior} with P in units of σ²
 * </pre>
 *
 * <p>Parameters: {@code intercept}, {@code weights}, {@code interceptVariance}, {@code weightVariances} (the diagonal of
 * E[σ²]P) and {@code noiseVariance} (E[σ²]).
 *
 * <p>[1] K. P. Murphy, <i>Machine Learning: A Probabilistic Perspective</i>, MIT Press, 2012.
 */
record BayesLinear(BayesLinearConfig config) implements PosteriorLearner {

    private static final int SHAPE = 0;
    private static final int SCALE = 1;
    private static final int POSTERIOR = 2;

    @Override
    public PosteriorState initial() {
        double[] numbers = new double[stateSize()];
        numbers[SHAPE] = config.noiseShape();
        numbers[SCALE] = config.noiseScale();
        posterior().start(numbers, config.priorVariance());
        return new PosteriorState(0, Vec.adopt(numbers));
    }

    @Override
    public Parameters parameters(PosteriorState state) {
        Bounds.requireOwn(this, state);
        double noise = noise(state.numbers());
        return posterior().parameters(state.numbers(), noise).and("noiseVariance", noise);
    }

    @Override
    public boolean isPlausible(Vec numbers) {
        return numbers.get(SHAPE) > 1 && numbers.get(SCALE) > 0;
    }

    @Override
    public Prediction prediction(PosteriorState state, Posterior.Expectation expected) {
        double noise = noise(state.numbers());
        return new Prediction.Gaussian(expected.mean(), noise * expected.variance(), noise);
    }

    /** [1] equations 7.70–7.73 for one example. */
    @Override
    public double[] learned(PosteriorState state, Example example, Posterior.Expectation expected) {
        double[] next = state.numbers().toArray();
        Observed observed = Observed.of(expected.mean(), example);
        Posterior.Correction correction = posterior().correct(next, expected.projection(), 1 / observed.weight(), 1);
        double error = observed.target() - observed.score();
        double step = error / correction.innovation();
        posterior().move(next, correction.gain(), step);
        next[SHAPE] += 0.5;
        next[SCALE] += error * step / 2;
        return next;
    }

    @Override
    public Posterior posterior() {
        return new Posterior(config.dimensions() + 1, POSTERIOR);
    }

    /** E[σ²]. */
    private static double noise(Vec s) {
        return s.get(SCALE) / (s.get(SHAPE) - 1);
    }
}
