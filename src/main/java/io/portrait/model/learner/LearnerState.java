package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * What a learner knows: immutable, of a size known ahead, and nothing but these two values, so that a store can keep it
 * without knowing its kind. The meaning of the numbers is the learner's, under its {@link Learner#layoutVersion}.
 */
public interface LearnerState {

    /** How many examples it was shown, 0 or more; refused updates count too. */
    long examples();

    /** All the numbers of the state, {@link Learner#stateSize} of them, finite. */
    Vec numbers();
}
