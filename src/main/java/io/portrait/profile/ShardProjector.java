package io.portrait.profile;

import java.time.Instant;
import java.util.Optional;

/** The projection of one shard by one batch. Thread-safe. */
@FunctionalInterface
interface ShardProjector {

    /**
     * The result of a batch.
     *
     * @param position the position through which the shard is applied now
     * @param entries number of applied entries; 1 for an identity change
     * @param oldest arrival of the first entry
     */
    record AppliedBatch(long position, int entries, Optional<Instant> oldest) {}

    /**
     * Applies the next entries of a shard, or an identity change that the shard has reached.
     *
     * @param limit the largest number of entries
     * @return empty if another worker or instance has locked the shard
     */
    Optional<AppliedBatch> applyNext(int shard, int limit);
}
