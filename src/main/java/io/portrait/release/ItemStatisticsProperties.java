package io.portrait.release;

import io.portrait.kernel.Checks;
import io.portrait.release.mechanism.PairCounts;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of item statistics, from which answers for persons' tokens are computed.
 *
 * @param enabled whether they are released; otherwise answers for persons' tokens use the person's own data and the
 *     catalog only
 * @param epsilon ε per person and 30 days
 * @param delta δ per person and 30 days
 * @param maxItems largest number of released items, at most 2,000; those with the most persons
 * @param maxItemsPerPerson largest number of items of a release in which a person counts
 * @param maxPairedItemsPerPerson largest number of items of a release in whose pairs a person counts
 * @param minPersons smallest noisy number of persons of an item or pair that is released, at least 20
 * @param releasesPerWindow releases that share the budget of 30 days
 * @param period period in which the statistics are released once
 * @param pollInterval interval at which a due release is looked for
 * @param maxPairs largest number of released pairs; those with the most persons
 */
@ConfigurationProperties("portrait.release.items")
record ItemStatisticsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("3") double epsilon,
        @DefaultValue("1e-6") double delta,
        @DefaultValue("64") int maxItemsPerPerson,
        @DefaultValue("16") int maxPairedItemsPerPerson,
        @DefaultValue("20") int minPersons,
        @DefaultValue("2") int releasesPerWindow,
        @DefaultValue("15d") Duration period,
        @DefaultValue("1m") Duration pollInterval,
        @DefaultValue("1000") int maxItems,
        @DefaultValue("100000") int maxPairs) {

    /** Checks the numbers that bound the memory. */
    ItemStatisticsProperties {
        Checks.requireWithin("maxItems", maxItems, 1, PairCounts.MAX_ITEMS);
        Checks.requireWithin("maxPairs", maxPairs, 1, 1_000_000);
    }
}
