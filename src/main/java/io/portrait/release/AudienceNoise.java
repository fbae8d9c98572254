package io.portrait.release;

import java.math.BigDecimal;

/**
 * How sharply an audience sees.
 *
 * @param epsilon ε per event of what this audience sees
 * @param noiseStd the standard deviation of the noise in each weight, in event weights
 */
public record AudienceNoise(Audience audience, BigDecimal epsilon, double noiseStd) {}
