package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;

/**
 * The contract of every learner: state in, state out. Equal inputs give equal outputs, bit for bit; nothing that is
 * passed in is modified.
 *
 * <p>Any finite input is allowed. Features are clipped to ±10⁶ and targets to ±10¹² before use, and an update that
 * would still leave a number beyond ±10⁶⁰ is refused: the parameters stay as they were and the count of examples rises.
 * So neither a state nor a prediction is ever NaN or infinite (invariant 8).
 *
 * <p>A caller that does not care which learner it has holds a {@link Model}.
 *
 * @param <S> the learner's own kind of state
 */
public interface Learner<S extends LearnerState> {

    /** What it was told. */
    LearnerConfig config();

    /** The version of the layout of {@link LearnerState#numbers}, from 1; it rises when the numbers change meaning. */
    int layoutVersion();

    /** How many numbers each of its states has; eight times this is its size in bytes. */
    int stateSize();

    /** The state before any example; predictions from it work. */
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
     * What the state says of x.
     *
     * @param state not modified
     * @param x {@link LearnerConfig#dimensions} features
     * @throws IllegalArgumentException if x or the state has the wrong size
     */
    Prediction predict(S state, Vec x);

    /**
     * The value of {@link #predict} alone, bit for bit. Learners for whom it costs less give it so.
     *
     * @param state not modified
     * @param x {@link LearnerConfig#dimensions} features
     * @throws IllegalArgumentException if x or the state has the wrong size
     */
    default double value(S state, Vec x) {
        return predict(state, x).value();
    }

    /**
     * Test, then train: {@link #predict} and {@link #learn} of the same example, bit for bit, for those who want both.
     * Learners for whom the two have much in common do it once.
     *
     * @param state not modified
     * @param example with {@link LearnerConfig#dimensions} features
     * @throws IllegalArgumentException if the example or the state has the wrong size
     */
    default PredictionAndState<S> predictThenLearn(S state, Example example) {
        return new PredictionAndState<>(predict(state, example.x()), learn(state, example));
    }

    /**
     * The parameters for people to read.
     *
     * @throws IllegalArgumentException if the state has the wrong size
     */
    LearnedParameters parameters(S state);

    /**
     * The state that had these values, in the current layout: the inverse of {@link LearnerState#examples} and
     * {@link LearnerState#numbers}, bit for bit. {@link Model#restore} checks the provenance first.
     *
     * @throws IllegalStateException if no state of this learner has such values
     */
    S restore(long examples, Vec numbers);
}
