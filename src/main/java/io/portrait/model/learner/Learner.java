package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;

/**
 * An online learning algorithm as pure functions from state to state. Equal inputs give equal outputs, bit for bit;
 * arguments are never modified.
 *
 * <p>Any finite input is allowed. Features are clipped to ±10⁶ and targets to ±10¹² before use. An update that would
 * still leave a number beyond ±10⁶⁰ is rejected: the parameters do not change, only the count of examples rises. So
 * states and predictions are never NaN or infinite (invariant 8, src/docs/invariants.md).
 *
 * <p>Callers that work with any learner hold a {@link Model}.
 *
 * @param <S> the learner's own kind of state
 */
public interface Learner<S extends LearnerState> {

    /** The configuration. */
    LearnerConfig config();

    /**
     * The version of the layout of {@link LearnerState#numbers}, from 1; it rises when the numbers change their
     * meaning.
     */
    int layoutVersion();

    /** The number of numbers in each state; its size in bytes is eight times as large. */
    int stateSize();

    /** The state before any example; it can be used for predictions. */
    S initial();

    /**
     * The state after one more example.
     *
     * @param state not modified
     * @param example with {@link LearnerConfig#dimensions} features
     * @throws IllegalArgumentException if the example or the state has the wrong size
     */
    S learn(S state, Example example);

    /**
     * The prediction of the target of x.
     *
     * @param state not modified
     * @param x {@link LearnerConfig#dimensions} features
     * @throws IllegalArgumentException if x or the state has the wrong size
     */
    Prediction predict(S state, Vec x);

    /**
     * The value of {@link #predict} alone, bit for bit. Some learners compute it at a lower cost.
     *
     * @param state not modified
     * @param x {@link LearnerConfig#dimensions} features
     * @throws IllegalArgumentException if x or the state has the wrong size
     */
    default double value(S state, Vec x) {
        return predict(state, x).value();
    }

    /**
     * Test, then train: {@link #predict} and {@link #learn} of the same example, bit for bit. Some learners share the
     * computations of the two.
     *
     * @param state not modified
     * @param example with {@link LearnerConfig#dimensions} features
     * @throws IllegalArgumentException if the example or the state has the wrong size
     */
    default PredictionAndState<S> predictThenLearn(S state, Example example) {
        return new PredictionAndState<>(predict(state, example.x()), learn(state, example));
    }

    /**
     * The parameters in a readable form.
     *
     * @throws IllegalArgumentException if the state has the wrong size
     */
    LearnedParameters parameters(S state);

    /**
     * The state with these values, in the current layout: the inverse of {@link LearnerState#examples} and
     * {@link LearnerState#numbers}, bit for bit. {@link Model#restore} checks the provenance first.
     *
     * @throws IllegalStateException if no state of this learner can have these values
     */
    S restore(long examples, Vec numbers);
}
