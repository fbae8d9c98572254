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
record BayesLinear(BayesLinearConfig config) implements Learner<PosteriorState> {

    private static final int SHAPE = 0;
    private static final int SCALE = 1;
    private static final int POSTERIOR = 2;

    @Override
    public int layoutVersion() {
        return 1;
    }

    @Override
    public int stateSize() {
        return posterior().end();
    }

    @Override
    public PosteriorState initial() {
        double[] numbers = new double[stateSize()];
        numbers[SHAPE] = config.noiseShape();
        numbers[SCALE] = config.noiseScale();
        posterior().start(numbers, config.priorVariance());
        return new PosteriorState(0, Vec.adopt(numbers));
    }

    @Override
    public PosteriorState learn(PosteriorState state, Example example) {
        Bounds.requireOwn(this, state);
        Vec s = state.numbers();
        double[] x = Bounds.withConstant(example.x(), config.dimensions());
        double[] f = posterior().projection(s, x);
        double[] next = s.toArray();
        correct(next, f, Observed.of(posterior().mean(s, x), example));
        return new PosteriorState(state.examples() + 1, Bounds.sound(next) ? Vec.adopt(next) : s);
    }

    @Override
    public Prediction predict(PosteriorState state, Vec x) {
        Bounds.requireOwn(this, state);
        Vec s = state.numbers();
        double[] extended = Bounds.withConstant(x, config.dimensions());
        double variance = posterior().variance(s, posterior().projection(s, extended));
        return new Prediction.Gaussian(posterior().mean(s, extended), noise(s) * variance, noise(s));
    }

    @Override
    public Parameters parameters(PosteriorState state) {
        Bounds.requireOwn(this, state);
        double noise = noise(state.numbers());
        return posterior().parameters(state.numbers(), noise).and("noiseVariance", noise);
    }

    @Override
    public PosteriorState restore(long examples, Vec numbers) {
        Bounds.requireRestorable(this, examples, numbers);
        if (numbers.get(SHAPE) <= 1 || numbers.get(SCALE) <= 0 || !posterior().isPlausible(numbers)) {
            throw Bounds.corrupt(this, examples, numbers);
        }
        return new PosteriorState(examples, numbers);
    }

    /** [1] equations 7.70–7.73 for one example; next is modified. */
    private void correct(double[] next, double[] f, Observed observed) {
        Posterior.Correction correction = posterior().correct(next, f, 1 / observed.weight(), 1);
        double error = observed.target() - observed.score();
        double step = error / correction.innovation();
        posterior().move(next, correction.gain(), step);
        next[SHAPE] += 0.5;
        next[SCALE] += error * step / 2;
    }

    /** E[σ²]. */
    private static double noise(Vec s) {
        return s.get(SCALE) / (s.get(SHAPE) - 1);
    }

    private Posterior posterior() {
        return new Posterior(config.dimensions() + 1, POSTERIOR);
    }
}
