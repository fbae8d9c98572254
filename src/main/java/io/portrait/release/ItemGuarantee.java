package io.portrait.release;

import io.portrait.release.mechanism.ItemNoise;
import io.portrait.release.mechanism.ItemPrivacyParameters;
import java.time.Duration;

/**
 * The published guarantee for what a person's token can read about others.
 *
 * @param claim the guarantee in words
 * @param window period to which ε and δ apply
 * @param period period in which item statistics are released once
 * @param maxItemsPerPerson largest number of items of a release in which a person counts
 * @param maxPairsPerPerson largest number of pairs of items of a release in which a person counts
 * @param itemNoiseStd standard deviation of the noise in the count of an item, in persons
 * @param itemThreshold smallest noisy count of an item that is released, in persons
 * @param pairNoiseStd standard deviation of the noise in the count of a pair, in persons
 * @param pairThreshold smallest noisy count of a pair that is released, in persons
 */
public record ItemGuarantee(
        String claim,
        double epsilon,
        double delta,
        Duration window,
        Duration period,
        int releasesPerWindow,
        int maxItemsPerPerson,
        int maxPairsPerPerson,
        double itemNoiseStd,
        double itemThreshold,
        double pairNoiseStd,
        double pairThreshold) {

    static ItemGuarantee of(ItemPrivacyParameters parameters, Duration period) {
        ItemNoise noise = parameters.noise();
        return new ItemGuarantee(
                ItemPrivacyParameters.CLAIM,
                parameters.epsilon(),
                parameters.delta(),
                Duration.ofDays(ItemPrivacyParameters.WINDOW_DAYS),
                period,
                parameters.releasesPerWindow(),
                parameters.maxItemsPerPerson(),
                parameters.maxPairsPerPerson(),
                noise.itemNoiseStd(),
                noise.itemThreshold(),
                noise.pairNoiseStd(),
                noise.pairThreshold());
    }
}
