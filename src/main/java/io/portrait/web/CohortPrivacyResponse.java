package io.portrait.web;

import io.portrait.release.CohortGuarantee;
import io.swagger.v3.oas.annotations.media.Schema;

/** The privacy guarantee of the cohort statistics. */
record CohortPrivacyResponse(
        double epsilon,
        double delta,

        @Schema(description = "if the names of the cohorts come from the data")
        double deltaWithNames,

        String unit,
        String mechanism,

        @Schema(description = "the period that the guarantee covers, ISO 8601")
        String window,

        int cohortsPerUser,
        int releasesPerWindow,

        @Schema(description = "standard deviation of the noise of a sum, in people")
        double noiseStd,

        @Schema(description = "the smallest noisy count at which a name from the data is shown")
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
