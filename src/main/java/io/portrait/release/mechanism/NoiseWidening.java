package io.portrait.release.mechanism;

import io.portrait.kernel.Checks;

/**
 * The distribution of W − W′, which widens discrete Laplace noise from one scale to a larger one: if Z ~ DLap(t₁), then
 * Z + W − W′ ~ DLap(t₂), exactly (multiple releases of one value, arXiv 2505.22449). Symbols, with αⱼ = exp(−1/tⱼ):
 *
 * <p>DLap(t) is the difference of two geometric variables with P(k) = (1 − α)αᵏ, whose generating function is
 * (1 − α)/(1 − αs). The quotient of the two generating functions is that of W: 0 with probability p₀ =
 * (α₁/α₂)(1 − α₂)/(1 − α₁), else geometric with α₂.
 *
 * <p>p₀ is drawn with integers only. With β = exp(−1/(t₁t₂)) it is β^(t₂−t₁)(1 − β^t₁)/(1 − β^t₂): the probability
 * that a geometric variable with β, known to be below t₂, is t₂ − t₁ or more.
 *
 * @param narrowScale t₁, 1 to t₂
 * @param wideScale t₂; t₁·t₂ is at most 2⁵²
 */
record NoiseWidening(long narrowScale, long wideScale) {

    /**
     * Checks the scales.
     *
     * @throws IllegalArgumentException if a scale is out of bounds, or t₂ is below t₁
     */
    NoiseWidening {
        if (narrowScale < 1 || wideScale < narrowScale) {
            throw new IllegalArgumentException(
                    "scales must be at least 1 and the second not below the first, are %d and %d"
                            .formatted(narrowScale, wideScale));
        }
        Checks.requireWithin(
                "product of the scales", (double) narrowScale * wideScale, 1, BernoulliExp.MAX_DENOMINATOR);
    }

    /**
     * One sample of W − W′.
     *
     * @param random source of randomness; modified: advanced
     */
    long draw(AesCtrRandom random) {
        long positive = drawHalf(random);
        long negative = drawHalf(random);
        return positive - negative;
    }

    private long drawHalf(AesCtrRandom random) {
        return isZero(random) ? 0 : new DiscreteLaplace(wideScale).drawMagnitude(random);
    }

    /** J in [0, t₂) with P(j) ∝ exp(−j/(t₁t₂)); it is t₂ − t₁ or more with probability p₀. */
    private boolean isZero(AesCtrRandom random) {
        while (true) {
            long j = random.nextBelow(wideScale);
            if (BernoulliExp.draw(j, narrowScale * wideScale, random)) {
                return j >= wideScale - narrowScale;
            }
        }
    }
}
