package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;

/**
 * Learner with a {@link GaussianPosterior} in its state: {@link Rls}, {@link BayesianLinearRegression} and
 * {@link BayesianLogisticRegression}. The predictive moments, O(p²), are computed once for both predicting and
 * learning.
 */
interface PosteriorLearner extends Learner<PosteriorState> {

    /** The view of the posterior, which is at the end of the numbers. */
    GaussianPosterior posterior();

    /** The prediction for given predictive moments. */
    Prediction prediction(PosteriorState state, GaussianPosterior.PredictiveMoments moments);

    /** The numbers of the next state, which may still exceed their limits. */
    double[] updatedNumbers(PosteriorState state, Example example, GaussianPosterior.PredictiveMoments moments);

    /** A check whether the numbers before the posterior can belong to this learner. */
    boolean isPlausible(Vec numbers);

    @Override
    default int layoutVersion() {
        return 1;
    }

    @Override
    default int stateSize() {
        return posterior().endOffset();
    }

    @Override
    default PosteriorState learn(PosteriorState state, Example example) {
        return next(state, example, predictiveMoments(state, example.x()));
    }

    @Override
    default Prediction predict(PosteriorState state, Vec x) {
        return prediction(state, predictiveMoments(state, x));
    }

    @Override
    default PredictionAndState<PosteriorState> predictThenLearn(PosteriorState state, Example example) {
        GaussianPosterior.PredictiveMoments moments = predictiveMoments(state, example.x());
        return new PredictionAndState<>(prediction(state, moments), next(state, example, moments));
    }

    @Override
    default PosteriorState restore(long examples, Vec numbers) {
        NumericLimits.requireRestorable(this, examples, numbers);
        if (!isPlausible(numbers) || !posterior().isPlausible(numbers)) {
            throw NumericLimits.corruptState(this, examples, numbers);
        }
        return new PosteriorState(examples, numbers);
    }

    private GaussianPosterior.PredictiveMoments predictiveMoments(PosteriorState state, Vec x) {
        NumericLimits.requireStateSize(this, state);
        return posterior().predictiveMoments(state.numbers(), x);
    }

    private PosteriorState next(PosteriorState state, Example example, GaussianPosterior.PredictiveMoments moments) {
        double[] next = updatedNumbers(state, example, moments);
        return new PosteriorState(
                state.examples() + 1, NumericLimits.areWithinLimits(next) ? Vec.adopt(next) : state.numbers());
    }
}
