package io.portrait.release;

import java.time.Instant;
import java.util.SortedMap;

/**
 * A statistic as it was released once; reading it again costs nothing.
 *
 * @param period the number of the week, or whatever the clock's period is, since 1970
 * @param noiseStd of each value, in the values' unit
 * @param values by cohort, noise included
 */
public record CohortRelease(
        String statistic, long period, Instant releasedAt, double noiseStd, SortedMap<String, Double> values) {}
