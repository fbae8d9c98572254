package io.portrait.profile;

import io.portrait.ingest.Shard;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How profiles are kept up to date.
 *
 * @param learners of the target "engagement", by name and configuration
 * @param workers threads that apply the journal at most, all but one only while a round takes longer than its pace; 0: one
 *     for each processor
 * @param maxBatch entries applied in one transaction
 * @param rowCache memory for rows that were written lately, so that they need not be read again; a row is 1 to 3 KB. An
 *     eighth of the heap at most if not set
 * @param minRoundInterval the least time between two rounds while events stream, if nobody waits with {@code Prefer: wait}
 * @param pollInterval how often to look for entries that other instances have written
 * @param waitTimeout how long {@code Prefer: wait} waits
 * @param watchInterval how often the rows of those who watch their profile are looked at; one statement for all of them
 * @param maxHistory events of which a history is computed; each costs about what learning it did
 * @param unhealthyLag how far the profiles may lag behind before {@code /actuator/health} says so
 * @param rebuild whether to forget all profiles at start and learn them again from the journal
 */
@ConfigurationProperties("portrait.profiles")
public record ProfileProperties(
        @DefaultValue({"batch-mean", "rls"}) List<String> learners,
        @DefaultValue("0") int workers,
        @DefaultValue("4000") int maxBatch,
        @Nullable DataSize rowCache,
        @DefaultValue("300ms") Duration minRoundInterval,
        @DefaultValue("250ms") Duration pollInterval,
        @DefaultValue("10s") Duration waitTimeout,
        @DefaultValue("200ms") Duration watchInterval,
        @DefaultValue("20000") int maxHistory,
        @DefaultValue("1m") Duration unhealthyLag,
        @DefaultValue("false") boolean rebuild) {

    private static final int HEAP_FRACTION_DIVISOR = 8;
    private static final int MAX_ARRAY_LENGTH = 1 << 30;

    public ProfileProperties {
        if (rowCache != null && (rowCache.isNegative() || rowCache.toGigabytes() >= Shard.COUNT)) {
            throw new IllegalArgumentException(
                    "portrait.profiles.row-cache must be 0B to less than %dGB, is %s".formatted(Shard.COUNT, rowCache));
        }
    }

    int rowCachePerShard() {
        long bytes = rowCache == null ? Runtime.getRuntime().maxMemory() / HEAP_FRACTION_DIVISOR : rowCache.toBytes();
        return (int) Math.min(bytes / Shard.COUNT, MAX_ARRAY_LENGTH);
    }

    /** How many there are to be. */
    int workerCount() {
        int configured = workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
        return Math.clamp(configured, 1, Shard.COUNT);
    }
}
