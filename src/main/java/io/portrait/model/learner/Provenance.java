package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * Where a stored state comes from (invariant 6). The store adds what learning does not know: the version of the feature
 * schema and the time of the last event.
 *
 * @param learner the kind of learner: {@code rls}
 * @param config the learner's {@link LearnerConfig#identity}
 * @param layoutVersion what the numbers mean, from 1
 * @param examples how many examples it was shown, 0 or more
 */
public record Provenance(String learner, String config, int layoutVersion, long examples) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the version is below 1 or the examples below 0
     */
    public Provenance {
        Checks.requireWithin("layoutVersion", layoutVersion, 1, Integer.MAX_VALUE);
        Checks.requireWithin("examples", (double) examples, 0, Long.MAX_VALUE);
    }
}
