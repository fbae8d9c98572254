package io.portrait.release;

import io.portrait.release.mechanism.CohortPrivacyParameters;
import java.time.Duration;

/**
 * What is promised about statistics over many people, as it is published.
 *
 * @param deltaWithNames δ where names of cohorts come from the data
 * @param window what the promise is for
 * @param maxCohortsPerUser that a person counts in at most, per release
 * @param releasesPerWindow that the budget of a window is shared by
 * @param noiseStd standard deviation of the noise in a sum, in people
 * @param nameThreshold names from the data are shown from this noisy count on
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
