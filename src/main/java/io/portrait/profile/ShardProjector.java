package io.portrait.profile;

import io.portrait.profile.ProfileUpdater.AppliedBatch;
import java.util.Optional;

/** One step of a shard; any thread may make it. */
@FunctionalInterface
interface ShardProjector {

    /**
     * Applies the next entries of a shard, or a change of identity that it has come to.
     *
     * @return empty if another worker or instance is at this shard
     */
    Optional<AppliedBatch> applyNext(int shard, int limit);
}
