package io.portrait.release;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * The constant terms of the guarantee for released profiles.
 *
 * @param claim the guarantee in words
 * @param epsilon ε per event of everything that all external readers see together
 * @param delta δ; the mechanism is pure, so it is 0
 * @param unit unit of privacy
 * @param mechanism name of the noise distribution
 * @param epochLength interval at which released values change
 * @param halfLife half-life of the released sums
 */
public record PrivacyTerms(
        String claim,
        BigDecimal epsilon,
        int delta,
        String unit,
        String mechanism,
        Duration epochLength,
        Duration halfLife) {}
