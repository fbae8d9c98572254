package io.portrait.privacy;

import io.portrait.kernel.Limits;

/**
 * The law of W − W′, which makes discrete Laplace noise of one scale into noise of a larger one: if Z ~ DLap(t₁), then
 * Z + W − W′ ~ DLap(t₂), exactly (multiple releases of one value, arXiv 2505.22449). Symbols, with αⱼ = exp(−1/tⱼ):
 *
 * <p>DLap(t) is the difference of two geometric variables with P(k) = (1 − α)αᵏ, whose generating function is
 * (1 − α)/(1 − αs). The quotient of the two laws' functions is that of W: 0 with probability p₀ =
 * (α₁/α₂)(1 − α₂)/(1 − α₁), else geometric with α₂.
 *
 * <p>p₀ is drawn with integers only. With β = exp(−1/(t₁t₂)) it is β^(t₂−t₁)(1 − β^t₁)/(1 − β^t₂): the probability
 * that a geometric variable with β, known to be below t₂, is t₂ − t₁ or more.
 *
 * @param fineScale t₁, 1 to t₂
 * @param coarseScale t₂; t₁·t₂ is at most 2⁵²
 */
record Coarsening(long fineScale, long coarseScale) {

    /**
     * Checks the scales.
     *
     * @throws IllegalArgumentException if a scale is out of bounds, or the coarse one is the smaller
     */
    Coarsening {
        if (fineScale < 1 || coarseScale < fineScale) {
            throw new IllegalArgumentException(
                    "scales must be at least 1 and not fall, are %d and %d".formatted(fineScale, coarseScale));
        }
        Limits.requireWithin(
                "product of the scales", (double) fineScale * coarseScale, 1, BernoulliExp.MAX_DENOMINATOR);
    }

    /**
     * One draw of W − W′.
     *
     * @param random modified: advanced
     */
    long draw(RandomBits random) {
        long more = drawHalf(random);
        long less = drawHalf(random);
        return more - less;
    }

    private long drawHalf(RandomBits random) {
        return isZero(random) ? 0 : new DiscreteLaplace(coarseScale).drawMagnitude(random);
    }

    /** J in [0, t₂) with P(j) ∝ exp(−j/(t₁t₂)); it is t₂ − t₁ or more with probability p₀. */
    private boolean isZero(RandomBits random) {
        while (true) {
            long j = random.nextBelow(coarseScale);
            if (BernoulliExp.draw(j, fineScale * coarseScale, random)) {
                return j >= coarseScale - fineScale;
            }
        }
    }
}
