package io.portrait.release;

import io.portrait.release.mechanism.ItemNoise;
import io.portrait.release.mechanism.ItemNoise.NoisyItem;
import io.portrait.release.mechanism.ItemNoise.NoisyPair;
import io.portrait.release.mechanism.ItemPrivacyParameters;
import io.portrait.release.mechanism.NoiseKey;
import io.portrait.release.mechanism.PairCounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The release of item statistics, at most once per period and while the budget of 30 days lasts. The times of releases
 * depend on the clock only. Counts and noise are computed before the transaction; it charges and stores them together,
 * or stores nothing, and then nobody has seen them.
 */
@Component
class ItemStatisticsReleaser {

    private final ItemCounter counter;
    private final JdbcItemStatistics store;
    private final ItemPrivacyParameters parameters;
    private final ItemStatisticsProperties properties;
    private final NoiseKey noiseKey;
    private final Clock clock;
    private final TransactionTemplate transactions;

    ItemStatisticsReleaser(
            ItemCounter counter,
            JdbcItemStatistics store,
            ItemPrivacyParameters parameters,
            ItemStatisticsProperties properties,
            MasterKey masterKey,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.counter = counter;
        this.store = store;
        this.parameters = parameters;
        this.properties = properties;
        this.noiseKey = NoiseKey.of(masterKey.derive("item-noise", ""));
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Releases the statistics of the current period if they are due. */
    void releaseDue() {
        Instant now = clock.instant();
        if (properties.enabled() && isDue(now)) {
            ItemNoise noise = parameters.noise();
            ItemStatisticsRelease release = draw(periodOf(now), now, noise);
            transactions.executeWithoutResult(status -> {
                store.lock();
                if (isDue(now)) {
                    store.save(release, parameters.rhoPerRelease(), noise);
                }
            });
        }
    }

    /** A check whether the period has no release yet and the budget allows one. */
    private boolean isDue(Instant now) {
        OptionalLong newest = store.newestPeriod();
        return (newest.isEmpty() || newest.getAsLong() < periodOf(now)) && isWithinBudget(now);
    }

    private boolean isWithinBudget(Instant now) {
        // half a charge of tolerance, because R charges of ρ/R may exceed ρ by a rounding error
        double spent = store.spentSince(now.minus(Duration.ofDays(ItemPrivacyParameters.WINDOW_DAYS)));
        return spent + parameters.rhoPerRelease() / 2 < parameters.rhoBudget();
    }

    private long periodOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), properties.period().toSeconds());
    }

    private ItemStatisticsRelease draw(long period, Instant now, ItemNoise noise) {
        String releaseId = "item statistics at " + period;
        long position = counter.position();
        List<NoisyItem> items = new ArrayList<>();
        counter.countItems(position, part -> items.addAll(noise.items(releaseId, part, noiseKey)));
        List<NoisyItem> largest = items.stream()
                .sorted(Comparator.comparingDouble(NoisyItem::persons)
                        .reversed()
                        .thenComparing(NoisyItem::item))
                .limit(properties.maxItems())
                .toList();
        PairCounts counts = counter.countPairs(
                position, largest.stream().map(NoisyItem::item).toList());
        List<NoisyPair> pairs = noise.pairs(releaseId, counts, noiseKey).stream()
                .sorted(Comparator.comparingDouble(NoisyPair::persons).reversed())
                .limit(properties.maxPairs())
                .toList();
        return new ItemStatisticsRelease(period, now, largest, pairs);
    }
}
