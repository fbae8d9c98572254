package io.portrait.web;

import io.portrait.release.ItemGuarantee;
import io.swagger.v3.oas.annotations.media.Schema;

/** The privacy guarantee of the item statistics, from which answers for persons' tokens are computed. */
record ItemPrivacyResponse(
        double epsilon,
        double delta,
        String unit,
        String mechanism,

        @Schema(description = "the period that the guarantee covers, ISO 8601")
        String window,

        @Schema(description = "the period in which the statistics are released once, ISO 8601")
        String period,

        int releasesPerWindow,
        int itemsPerPerson,
        int pairsPerPerson,

        @Schema(description = "standard deviation of the noise of an item, in persons")
        double itemNoiseStd,

        @Schema(description = "the smallest noisy number of persons at which an item is released")
        double itemThreshold,

        @Schema(description = "standard deviation of the noise of a pair of items, in persons")
        double pairNoiseStd,

        @Schema(description = "the smallest noisy number of persons at which a pair of items is released")
        double pairThreshold,

        String claim) {

    static ItemPrivacyResponse of(ItemGuarantee guarantee) {
        return new ItemPrivacyResponse(
                guarantee.epsilon(),
                guarantee.delta(),
                "user",
                "discrete-gaussian",
                "P%dD".formatted(guarantee.window().toDays()),
                guarantee.period().toString(),
                guarantee.releasesPerWindow(),
                guarantee.maxItemsPerPerson(),
                guarantee.maxPairsPerPerson(),
                Rounding.toSixDecimals(guarantee.itemNoiseStd()),
                Rounding.toSixDecimals(guarantee.itemThreshold()),
                Rounding.toSixDecimals(guarantee.pairNoiseStd()),
                Rounding.toSixDecimals(guarantee.pairThreshold()),
                guarantee.claim());
    }
}
