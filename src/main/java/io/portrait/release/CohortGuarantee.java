package io.portrait.release;

import io.portrait.release.mechanism.CohortPrivacyParameters;
import java.time.Duration;

/**
 * The published guarantee for cohort statistics.
 *
 * @param claim the guarantee in words
 * @param deltaWithNames δ of statistics whose cohort names come from the data
 * @param window period to which ε and δ apply
 * @param maxCohortsPerUser largest number of cohorts of a release in which a person counts
 * @param releasesPerWindow releases that share the budget of a window
 * @param noiseStd standard deviation of the noise in a sum, in people
 * @param nameThreshold smallest noisy count for which a name from the data is released, in people
 */
public record CohortGuarantee(
        String claim,
        double epsilon,
        double delta,
        double deltaWithNames,
        Duration window,
        int maxCohortsPerUser,
        int releasesPerWindow,
        double noiseStd,
        double nameThreshold) {

    static CohortGuarantee of(CohortPrivacyParameters parameters) {
        return new CohortGuarantee(
                CohortPrivacyParameters.CLAIM,
                parameters.epsilon(),
                parameters.delta(),
                parameters.deltaWithNames(),
                Duration.ofDays(CohortPrivacyParameters.WINDOW_DAYS),
                parameters.maxCohortsPerUser(),
                parameters.releasesPerWindow(),
                parameters.noiseStd(),
                parameters.nameThreshold());
    }
}
