package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;

/**
 * {@code rls}: recursive least squares with exponential forgetting, a ridge prior and a predictive variance. After n
 * examples the weights w minimise, exactly,
 *
 * <pre>
 *   λⁿ δ ‖w‖² + Σᵢ λⁿ⁻ⁱ ωᵢ (yᵢ − wᵀx̃ᵢ)²,    x̃ = (1, x)
 * </pre>
 *
 * [1]. An example's weight ω is a precision: its noise has variance σ²/ω. <b>Order-dependent</b> if λ &lt; 1: the later
 * example counts more.
 *
 * <table>
 * <caption>Symbols; p = d + 1 counts the intercept, which comes first</caption>
 * <tr><td>w, P</td><td>p, p×p</td><td>the weights and their covariance in units of σ², a {@link GaussianPosterior}</td></tr>
 * <tr><td>ν, ξ</td><td>1</td><td>examples and normalized squared innovations, both forgetting</td></tr>
 * <tr><td>σ²</td><td>1</td><td>noise: (1 + ξ)/(1 + ν), that is, a prior of one example with σ² = 1</td></tr>
 * </table>
 *
 * <p><b>Windup.</b> Forgetting divides P by λ, so the variance of a feature that does not occur would grow without
 * bound. Here it stops at {@code windupLimit}/δ, for each coordinate: P becomes S P S with a diagonal S that lowers the
 * variances above the limit to it, while the other coordinates continue to forget. This check costs half an update, so
 * it is made only at intervals in which a variance can rise by a tenth. Until a variance reaches the limit the learner
 * is exact RLS.
 *
 * <p><b>Cost.</b> O(p²) to learn and to predict. Layout 1, 2 + p + p(p + 1)/2 numbers: 1.4 KB for 16 features, 2.0 KB
 * for 20.
 *
 * <pre>
 *   0               ν
 *   1               ξ
 *   2 …             w, D and U of the {@link GaussianPosterior}
 * </pre>
 *
 * <p>Parameters: {@code intercept}, {@code weights}, their variances {@code interceptVariance} and
 * {@code weightVariances} (the diagonal of σ²P), and {@code noiseVariance} (σ²).
 *
 * <p>[1] S. Haykin, <i>Adaptive Filter Theory</i>, 4th ed., Prentice Hall, 2002, chapter 9.
 */
record Rls(RlsConfig config) implements PosteriorLearner {

    private static final int COUNT = 0;
    private static final int ERROR = 1;
    private static final int POSTERIOR = 2;

    @Override
    public PosteriorState initial() {
        double[] numbers = new double[stateSize()];
        posterior().initialize(numbers, 1 / config.ridge());
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
        return numbers.get(COUNT) >= 0 && numbers.get(ERROR) >= 0;
    }

    @Override
    public Prediction prediction(PosteriorState state, GaussianPosterior.PredictiveMoments moments) {
        double noise = noise(state.numbers());
        return new Prediction.Gaussian(moments.mean(), noise * moments.variance(), noise);
    }

    @Override
    public double value(PosteriorState state, Vec x) {
        NumericLimits.requireStateSize(this, state);
        return posterior().mean(state.numbers(), x);
    }

    /** One step of RLS, [1] table 9.1, and the windup limit. */
    @Override
    public double[] updatedNumbers(PosteriorState state, Example example, GaussianPosterior.PredictiveMoments moments) {
        double[] next = state.numbers().toArray();
        ScoredExample scored = ScoredExample.of(moments.mean(), example);
        // e = y − wᵀx̃,  r = λ/ω + x̃ᵀP x̃,  P ← (P − (P x̃)(P x̃)ᵀ/r) / λ
        double lambda = config.forgetting();
        double error = scored.target() - scored.score();
        GaussianPosterior.MeasurementUpdate update =
                posterior().correct(next, moments.projection(), lambda / scored.weight(), lambda);
        // w ← w + (P x̃) e / r
        double step = error / update.innovation();
        posterior().moveMean(next, update.gain(), step);
        // ν ← λν + 1,  ξ ← λξ + e² / (r/λ)
        next[COUNT] = lambda * next[COUNT] + 1;
        next[ERROR] = lambda * (next[ERROR] + error * step);
        if (GaussianPosterior.isWindupCheckDue(state.examples() + 1, lambda)) {
            posterior().limitVariances(next, config.maxVariance());
        }
        return next;
    }

    @Override
    public GaussianPosterior posterior() {
        return new GaussianPosterior(config.dimensions() + 1, POSTERIOR);
    }

    private static double noise(Vec numbers) {
        return (1 + numbers.get(ERROR)) / (1 + numbers.get(COUNT));
    }
}
