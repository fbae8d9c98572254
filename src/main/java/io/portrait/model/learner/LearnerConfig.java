package io.portrait.model.learner;

/**
 * Configuration of a learner: an immutable, validated record for each kind of learner. It includes the seed of a
 * learner that needs random numbers.
 */
public interface LearnerConfig {

    /** The name of the kind of learner in {@link Learners}, such as {@code rls}. */
    String name();

    /** The number of features of an example, at least 1; the learner's own intercept is not counted. */
    int dimensions();

    /**
     * The complete configuration in one line with all options: {@code rls(dimensions=16,forgetting=0.999,…)}. Equal
     * configurations have equal identities in every version of the code; {@link Learners#parse} is the inverse.
     */
    String identity();
}
