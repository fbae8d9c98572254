package io.portrait.release;

import io.portrait.kernel.Topic;
import io.portrait.profile.EpochContribution;
import io.portrait.release.mechanism.EpochSums;
import io.portrait.release.mechanism.LongVec;
import io.portrait.release.mechanism.NoisySum;
import io.portrait.release.mechanism.ProfilePrivacyParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The computation of noisy sums over closed epochs, including idle ones. Each epoch uses the version of the public
 * topic catalog that was in effect in it.
 *
 * @param versions all versions of the public topic catalog, oldest first
 * @param firstEpoch the first epoch of all sums
 */
record EpochAccumulator(List<TopicCatalogVersion> versions, long firstEpoch, ProfilePrivacyParameters parameters) {

    /**
     * The noisy sum after an epoch.
     *
     * @param start the sum to continue; empty: start with the first epoch
     * @param contributions contributions of the user by epoch; those up to the epoch of {@code start} are ignored,
     *     because the sum contains them
     */
    NoisySum closeThrough(
            UserNoiseKey key, Optional<NoisySum> start, List<EpochContribution> contributions, long lastEpoch) {
        Map<Long, SortedMap<Topic, Long>> byEpoch =
                contributions.stream().collect(Collectors.toMap(EpochContribution::epoch, EpochContribution::sums));
        NoisySum first = start.orElseGet(() -> NoisySum.beforeEpoch(firstEpoch));
        return first.closeThrough(
                lastEpoch,
                epoch -> epochSums(key.incarnation(), epoch, byEpoch.getOrDefault(epoch, new TreeMap<>())),
                key.key(),
                parameters);
    }

    private EpochSums epochSums(int incarnation, long epoch, SortedMap<Topic, Long> sums) {
        TopicCatalogVersion version = versionInEffect(epoch);
        LongVec exact = LongVec.of(version.topics().stream().mapToLong(topic -> sums.getOrDefault(topic, 0L)));
        return new EpochSums(incarnation, version.version(), epoch, exact);
    }

    /** The version of the public topic catalog that is in effect in an epoch. */
    TopicCatalogVersion versionInEffect(long epoch) {
        return PublicTopicCatalog.inEffect(versions, epoch);
    }
}
