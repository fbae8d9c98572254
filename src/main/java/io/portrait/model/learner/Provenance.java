package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * Origin of a stored state (invariant 6, src/docs/invariants.md). The store adds the version of the feature schema and
 * the time of the last event.
 *
 * @param learner the kind of learner: {@code rls}
 * @param config the learner's {@link LearnerConfig#identity}
 * @param layoutVersion version of the layout of the numbers, from 1
 * @param examples number of learned examples, 0 or more
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
