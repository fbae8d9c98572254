package io.portrait.release.mechanism;

/**
 * The noise level of released sums. Public values are the partner values with additional noise, so a reader of both
 * levels learns no more than a reader of the partner level.
 */
public enum NoiseLevel {
    /** The level with ε₁, which is also the cost of both levels together. */
    PARTNER,
    /** The level with ε₂ ≤ ε₁. */
    PUBLIC
}
