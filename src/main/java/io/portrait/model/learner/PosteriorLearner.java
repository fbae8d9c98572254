package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;

/**
 * What {@link Rls}, {@link BayesianLinearRegression} and {@link BayesianLogisticRegression} have in common: a {@link GaussianPosterior} in their numbers, and
 * one look at it, O(p²), from which they both predict and learn.
 */
interface PosteriorLearner extends Learner<PosteriorState> {

    /** Where the posterior is, at the end of the numbers. */
    GaussianPosterior posterior();

    /** What is predicted from what is expected of x. */
    Prediction prediction(PosteriorState state, GaussianPosterior.PredictiveMoments moments);

    /** The next state's numbers; they may still leave their range. */
    double[] updatedNumbers(PosteriorState state, Example example, GaussianPosterior.PredictiveMoments moments);

    /** Whether what stands before the posterior could be this learner's. */
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
