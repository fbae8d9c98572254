package io.portrait.web;

import io.portrait.release.CohortGuarantee;
import io.swagger.v3.oas.annotations.media.Schema;

/** What is promised about statistics over many people. */
record CohortPrivacyResponse(
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

    static CohortPrivacyResponse of(CohortGuarantee guarantee) {
        return new CohortPrivacyResponse(
                guarantee.epsilon(),
                guarantee.delta(),
                guarantee.deltaWithNames(),
                "user",
                "discrete-gaussian",
                "P%dD".formatted(guarantee.window().toDays()),
                guarantee.maxCohortsPerUser(),
                guarantee.releasesPerWindow(),
                Rounding.toSixDecimals(guarantee.noiseStd()),
                Rounding.toSixDecimals(guarantee.nameThreshold()),
                guarantee.claim());
    }
}
