package io.portrait.web;

import io.portrait.release.CohortPromise;
import io.swagger.v3.oas.annotations.media.Schema;

/** What is promised about statistics over many people. */
record CohortPrivacy(
        double epsilon,
        double delta,

        @Schema(description = "where names of cohorts come from the data")
        double deltaWithNames,

        String unit,
        String mechanism,

        @Schema(description = "what the promise is for, ISO 8601")
        String window,

        int cohortsPerUser,
        int releasesPerWindow,

        @Schema(description = "standard deviation of the noise in a sum, in people")
        double noiseStd,

        @Schema(description = "names from the data are shown from this noisy count on")
        double namesThreshold,

        String claim) {

    static CohortPrivacy of(CohortPromise promise) {
        return new CohortPrivacy(
                promise.epsilon(),
                promise.delta(),
                promise.deltaWithNames(),
                "user",
                "discrete-gaussian",
                "P%dD".formatted(promise.window().toDays()),
                promise.cohortsPerUser(),
                promise.releases(),
                Rounded.six(promise.noiseStd()),
                Rounded.six(promise.namesThreshold()),
                promise.claim());
    }
}
