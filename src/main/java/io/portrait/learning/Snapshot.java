package io.portrait.learning;

import io.portrait.kernel.Vec;

/**
 * A model as a store keeps it; {@link Model#restore} makes it a model again.
 *
 * @param provenance where the numbers come from
 * @param numbers the state, {@link Learner#stateSize} doubles; they must be stored without rounding
 */
public record Snapshot(Provenance provenance, Vec numbers) {}
