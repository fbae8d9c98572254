package io.portrait.profile;

import io.portrait.profile.ProfileUpdater.Applied;
import java.util.Optional;

/** One step of a shard; any thread may make it. */
@FunctionalInterface
interface ShardStep {

    /**
     * Applies the next entries of a shard, or a change of identity that it has come to.
     *
     * @return empty if another worker or instance is at this shard
     */
    Optional<Applied> step(int shard, int limit);
}
