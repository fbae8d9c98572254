package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * Immutable state of a learner, of a fixed size. It consists of these two values alone, so a store does not depend on
 * the kind of learner. The meaning of the numbers is defined by the learner and its {@link Learner#layoutVersion}.
 */
public interface LearnerState {

    /** The number of examples, 0 or more; examples whose update was rejected count too. */
    long examples();

    /** All numbers of the state, {@link Learner#stateSize} finite doubles. */
    Vec numbers();
}
