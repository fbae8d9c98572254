package io.portrait.learning;

import io.portrait.feature.Example;
import io.portrait.kernel.Vec;

/**
 * What {@link Rls}, {@link BayesLinear} and {@link BayesLogistic} have in common: a {@link Posterior} in their numbers, and
 * one look at it, O(p²), from which they both predict and learn.
 */
interface PosteriorLearner extends Learner<PosteriorState> {

    /** Where the posterior is, at the end of the numbers. */
    Posterior posterior();

    /** What is predicted from what is expected of x. */
    Prediction prediction(PosteriorState state, Posterior.Expectation expected);

    /** The next state's numbers; they may still leave their range. */
    double[] learned(PosteriorState state, Example example, Posterior.Expectation expected);

    /** Whether what stands before the posterior could be this learner's. */
    boolean isPlausible(Vec numbers);

    @Override
    default int layoutVersion() {
        return 1;
    }

    @Override
    default int stateSize() {
        return posterior().end();
    }

    @Override
    default PosteriorState learn(PosteriorState state, Example example) {
        return next(state, example, expect(state, example.x()));
    }

    @Override
    default Prediction predict(PosteriorState state, Vec x) {
        return prediction(state, expect(state, x));
    }

    @Override
    default Lesson<PosteriorState> lesson(PosteriorState state, Example example) {
        Posterior.Expectation expected = expect(state, example.x());
        return new Lesson<>(prediction(state, expected), next(state, example, expected));
    }

    @Override
    default PosteriorState restore(long examples, Vec numbers) {
        Bounds.requireRestorable(this, examples, numbers);
        if (!isPlausible(numbers) || !posterior().isPlausible(numbers)) {
            throw Bounds.corrupt(this, examples, numbers);
        }
        return new PosteriorState(examples, numbers);
    }

    private Posterior.Expectation expect(PosteriorState state, Vec x) {
        Bounds.requireOwn(this, state);
        return posterior().expect(state.numbers(), x);
    }

    private PosteriorState next(PosteriorState state, Example example, Posterior.Expectation expected) {
        double[] next = learned(state, example, expected);
        return new PosteriorState(state.examples() + 1, Bounds.sound(next) ? Vec.adopt(next) : state.numbers());
    }
}
