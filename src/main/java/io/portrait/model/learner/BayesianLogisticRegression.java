package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;

/**
 * {@code bayes-logistic}: Bayesian logistic regression by assumed-density filtering [1] with the Laplace approximation
 * [2]. The posterior after each example is replaced by a Gaussian with its mode and curvature, which is the prior of
 * the next example.
 *
 * <p>The likelihood of an example depends on the log-odds z = wᵀx̃ alone, whose prior is N(m, s) with m = wᵀx̃ and s =
 * x̃ᵀP x̃. So the mode is found by a search in one dimension instead of p:
 *
 * <pre>
 *   ẑ: (ẑ − m)/s = ω(y − σ(ẑ)),   h = ω σ(ẑ)(1 − σ(ẑ))
 *   w ← w + P x̃ · ω(y − σ(ẑ)),    P ← (P − (P x̃)(P x̃)ᵀ/(1/h + s)) / λ
 *   p = σ(m / √(1 + πs/8))                                                         [2, equation 10]
 * </pre>
 *
 * <p>With λ &lt; 1 the variance of a feature that does not occur would grow without bound; the windup limit of
 * {@link Rls} bounds it. <b>Order-dependent</b>, because the approximation is made at each step. A target between 0 and
 * 1 is a share of ones.
 *
 * <p><b>Cost.</b> O(p²) to learn and to predict, p = d + 1, and a few exponentials. Layout 1, p + p(p + 1)/2 numbers:
 * 2.0 KB for 20 features: w, D and U of the {@link GaussianPosterior}.
 *
 * <p>Parameters: {@code intercept}, {@code weights}, {@code interceptVariance} and {@code weightVariances} (the
 * diagonal of P).
 *
 * <p>[1] D. J. Spiegelhalter, S. L. Lauritzen, "Sequential updating of conditional probabilities on directed graphical
 * structures", Networks 20, 1990, 579–605. [2] D. J. C. MacKay, "The evidence framework applied to classification
 * networks", Neural Computation 4, 1992, 720–736.
 */
record BayesianLogisticRegression(BayesianLogisticRegressionConfig config) implements PosteriorLearner {

    @Override
    public PosteriorState initial() {
        double[] numbers = new double[stateSize()];
        posterior().initialize(numbers, config.priorVariance());
        return new PosteriorState(0, Vec.adopt(numbers));
    }

    @Override
    public LearnedParameters parameters(PosteriorState state) {
        NumericLimits.requireStateSize(this, state);
        return posterior().parameters(state.numbers(), 1);
    }

    /** There are no numbers before the posterior. */
    @Override
    public boolean isPlausible(Vec numbers) {
        return true;
    }

    @Override
    public Prediction prediction(PosteriorState state, GaussianPosterior.PredictiveMoments moments) {
        double moderated = moments.mean() / Math.sqrt(1 + Math.PI / 8 * moments.variance());
        return new Prediction.LogisticNormal(Sigmoid.at(moderated), moments.mean(), moments.variance());
    }

    @Override
    public double[] updatedNumbers(PosteriorState state, Example example, GaussianPosterior.PredictiveMoments moments) {
        double[] next = state.numbers().toArray();
        LaplaceMode mode = LaplaceMode.of(ScoredExample.of(moments.mean(), example), moments.variance());
        GaussianPosterior.MeasurementUpdate update =
                posterior().correct(next, moments.projection(), 1 / mode.curvature(), config.forgetting());
        posterior().moveMean(next, update.gain(), mode.gradient());
        if (GaussianPosterior.isWindupCheckDue(state.examples() + 1, config.forgetting())) {
            posterior().limitVariances(next, config.windupLimit() * config.priorVariance());
        }
        return next;
    }

    @Override
    public GaussianPosterior posterior() {
        return new GaussianPosterior(config.dimensions() + 1, 0);
    }
}
