package io.portrait.profile;

import io.portrait.ingest.Shard;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the profile projection.
 *
 * @param learners learners of the target "engagement", by name and options
 * @param sessionGap longest time between two events of a session. After a change of this time the profiles must be rebuilt
 * @param workers largest number of threads that apply the journal; all but one run only while a round is behind
 *     schedule. 0: one per processor
 * @param maxBatch largest number of entries applied in one transaction
 * @param rowCache memory for recently written rows, which then need not be read again; a row takes 1 to 3 KB. Default:
 *     an eighth of the heap
 * @param minRoundInterval shortest time between two rounds while events arrive, unless a request waits with {@code
 *     Prefer: wait}
 * @param pollInterval time between checks for entries that other instances have appended
 * @param waitTimeout longest wait of a request with {@code Prefer: wait}
 * @param watchInterval time between checks for changed rows of profiles with an open stream; one statement for all
 * @param maxHistory largest number of events of which a profile history is computed; an event costs about as much as
 *     its projection did
 * @param rememberedOrders largest number of orders of a person that are remembered, so that an order that is sent again counts
 *     once and a refund finds its order; at most 1,000 lines of all orders. 0: each purchase counts for itself. A change needs a
 *     rebuild of the profiles
 * @param unhealthyLag lag of the profiles from which {@code /actuator/health} reports OUT_OF_SERVICE
 * @param rebuild whether to delete all profiles at start and rebuild them from the journal
 */
@ConfigurationProperties("portrait.profiles")
public record ProfileProperties(
        @DefaultValue({"batch-mean", "rls"}) List<String> learners,
        @DefaultValue("30m") Duration sessionGap,
        @DefaultValue("0") int workers,
        @DefaultValue("4000") int maxBatch,
        @Nullable DataSize rowCache,
        @DefaultValue("300ms") Duration minRoundInterval,
        @DefaultValue("250ms") Duration pollInterval,
        @DefaultValue("10s") Duration waitTimeout,
        @DefaultValue("200ms") Duration watchInterval,
        @DefaultValue("20000") int maxHistory,
        @DefaultValue("50") int rememberedOrders,
        @DefaultValue("1m") Duration unhealthyLag,
        @DefaultValue("false") boolean rebuild) {

    private static final int MAX_REMEMBERED_ORDERS = 1_000;
    private static final int HEAP_FRACTION_DIVISOR = 8;
    private static final int MAX_ARRAY_LENGTH = 1 << 30;

    public ProfileProperties {
        if (sessionGap.compareTo(Duration.ofMinutes(1)) < 0 || sessionGap.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "portrait.profiles.session-gap must be 1m to 1d, is %s".formatted(sessionGap));
        }
        if (rememberedOrders < 0 || rememberedOrders > MAX_REMEMBERED_ORDERS) {
            throw new IllegalArgumentException("portrait.profiles.remembered-orders must be 0 to %d, is %d"
                    .formatted(MAX_REMEMBERED_ORDERS, rememberedOrders));
        }
        if (rowCache != null && (rowCache.isNegative() || rowCache.toGigabytes() >= Shard.COUNT)) {
            throw new IllegalArgumentException(
                    "portrait.profiles.row-cache must be 0B to less than %dGB, is %s".formatted(Shard.COUNT, rowCache));
        }
    }

    int rowCachePerShard() {
        long bytes = rowCache == null ? Runtime.getRuntime().maxMemory() / HEAP_FRACTION_DIVISOR : rowCache.toBytes();
        return (int) Math.min(bytes / Shard.COUNT, MAX_ARRAY_LENGTH);
    }

    /** The number of threads, between 1 and the number of shards. */
    int workerCount() {
        int configured = workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
        return Math.clamp(configured, 1, Shard.COUNT);
    }
}
