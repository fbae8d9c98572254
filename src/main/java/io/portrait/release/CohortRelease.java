package io.portrait.release;

import java.time.Instant;
import java.util.SortedMap;

/**
 * A stored release of a cohort statistic.
 *
 * @param period number of the period since 1970-01-01
 * @param noiseStd standard deviation of the noise in a value, in the unit of the values
 * @param values noisy values by cohort
 */
public record CohortRelease(
        String statistic, long period, Instant releasedAt, double noiseStd, SortedMap<String, Double> values) {}
