package io.portrait.model.learner;

/**
 * What a learner is told once: an immutable, validated record per kind of learner. A learner that needs random numbers
 * takes their seed from here.
 */
public interface LearnerConfig {

    /** The kind of learner, as {@link Learners} knows it: {@code rls}. */
    String name();

    /** The number of features an example must have, at least 1; the learner's own intercept is not counted. */
    int dimensions();

    /**
     * The whole configuration as one line, every option spelt out: {@code rls(dimensions=16,forgetting=0.999,…)}. Equal
     * configurations have equal identities, in every version of the code; {@link Learners#parse} reads it back.
     */
    String identity();
}
