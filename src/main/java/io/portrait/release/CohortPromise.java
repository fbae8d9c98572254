package io.portrait.release;

import io.portrait.privacy.CohortPolicy;
import java.time.Duration;

/**
 * What is promised about statistics over many people, as it is published.
 *
 * @param deltaWithNames δ where names of cohorts come from the data
 * @param window what the promise is for
 * @param cohortsPerUser that a person counts in at most, per release
 * @param releases that the budget of a window is shared by
 * @param noiseStd standard deviation of the noise in a sum, in people
 * @param namesThreshold names from the data are shown from this noisy count on
 */
public record CohortPromise(
        String claim,
        double epsilon,
        double delta,
        double deltaWithNames,
        Duration window,
        int cohortsPerUser,
        int releases,
        double noiseStd,
        double namesThreshold) {

    static CohortPromise of(CohortPolicy policy) {
        return new CohortPromise(
                CohortPolicy.CLAIM,
                policy.epsilon(),
                policy.delta(),
                policy.deltaWithNames(),
                Duration.ofDays(CohortPolicy.WINDOW_DAYS),
                policy.cohortsPerUser(),
                policy.releases(),
                policy.noiseStd(),
                policy.namesThreshold());
    }
}
