package io.portrait.release;

import java.math.BigDecimal;
import java.time.Duration;

/** The promise and its constants, as they are published. */
public record PrivacyPolicy(
        String claim,
        BigDecimal epsilon,
        int delta,
        String unit,
        String mechanism,
        Duration epochLength,
        Duration halfLife,
        double asymptoticNoiseStd,
        String currentEpoch,
        CatalogueVersion catalogue) {}
