package io.portrait.release;

import java.math.BigDecimal;

/**
 * The privacy parameter and the noise of an audience.
 *
 * @param epsilon ε per event of the values released to this audience
 * @param noiseStd standard deviation of the noise in each weight, in event weights
 */
public record AudienceNoise(Audience audience, BigDecimal epsilon, double noiseStd) {}
