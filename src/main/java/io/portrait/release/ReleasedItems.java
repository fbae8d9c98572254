package io.portrait.release;

import io.portrait.kernel.ItemId;
import io.portrait.model.nextitem.ReleasedItemModel.ItemCounts;
import io.portrait.release.mechanism.ItemNoise.NoisyPair;
import io.portrait.release.mechanism.ItemPrivacyParameters;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The newest released item statistics, the only thing about other persons that answers for persons' tokens may use. They
 * are kept in memory; a read asks only for the number of the newest period.
 */
@Component
public class ReleasedItems {

    /**
     * Released statistics.
     *
     * @param releasedAt empty before the first release, or if releases are switched off
     */
    public record ReleasedStatistics(Optional<Instant> releasedAt, ItemCounts statistics) {

        /** Statistics without any item. */
        public static final ReleasedStatistics NONE = new ReleasedStatistics(Optional.empty(), ItemCounts.NONE);

        static ReleasedStatistics of(ItemStatisticsRelease release) {
            Map<ItemId, Double> persons = new HashMap<>();
            release.items().forEach(item -> persons.put(new ItemId(item.item()), item.persons()));
            Map<ItemId, Map<ItemId, Double>> together = new HashMap<>();
            release.pairs().forEach(pair -> addPair(pair, together));
            return new ReleasedStatistics(Optional.of(release.releasedAt()), new ItemCounts(persons, together));
        }

        private static void addPair(NoisyPair pair, Map<ItemId, Map<ItemId, Double>> together) {
            ItemId item = new ItemId(pair.item());
            ItemId other = new ItemId(pair.other());
            together.computeIfAbsent(item, i -> new HashMap<>()).put(other, pair.persons());
            together.computeIfAbsent(other, i -> new HashMap<>()).put(item, pair.persons());
        }
    }

    /** The statistics of a period. */
    private record CachedPeriod(OptionalLong period, ReleasedStatistics statistics) {}

    private final JdbcItemStatistics store;
    private final ItemPrivacyParameters parameters;
    private final ItemStatisticsProperties properties;
    private final TransactionTemplate snapshot;
    private volatile CachedPeriod cache = new CachedPeriod(OptionalLong.empty(), ReleasedStatistics.NONE);

    ReleasedItems(
            JdbcItemStatistics store,
            ItemPrivacyParameters parameters,
            ItemStatisticsProperties properties,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.parameters = parameters;
        this.properties = properties;
        this.snapshot = new TransactionTemplate(transactionManager);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** The newest statistics; the same object until there are newer ones. */
    public ReleasedStatistics newest() {
        if (!properties.enabled()) {
            return ReleasedStatistics.NONE;
        }
        CachedPeriod cached = cache;
        return store.newestPeriod().equals(cached.period()) ? cached.statistics() : read();
    }

    private ReleasedStatistics read() {
        Optional<ItemStatisticsRelease> newest = snapshot.execute(status -> store.newest());
        if (newest == null || newest.isEmpty()) {
            return ReleasedStatistics.NONE;
        }
        ReleasedStatistics statistics = ReleasedStatistics.of(newest.get());
        cache = new CachedPeriod(OptionalLong.of(newest.get().period()), statistics);
        return statistics;
    }

    /** The published guarantee; empty if releases are switched off. */
    public Optional<ItemGuarantee> guarantee() {
        return properties.enabled() ? Optional.of(ItemGuarantee.of(parameters, properties.period())) : Optional.empty();
    }
}
