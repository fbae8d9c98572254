package io.portrait.release.mechanism;

/**
 * How sharp a view of the same cell is. The coarse view is the fine one with more noise on top, so who sees both knows no
 * more than who sees the fine one.
 */
public enum NoiseLevel {
    /** The view with ε₁, the larger of the two: what all views together cost. */
    PARTNER,
    /** The view with ε₂ ≤ ε₁. */
    PUBLIC
}
