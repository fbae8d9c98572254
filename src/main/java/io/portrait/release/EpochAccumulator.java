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
import org.springframework.stereotype.Component;

/** Closes a user's cells one after the other, the idle ones too, each with the catalogue version of its epoch. */
@Component
class EpochAccumulator {

    private final PublicTopicCatalog catalog;
    private final ReleaseEpochs epochs;
    private final ProfilePrivacyParameters parameters;

    EpochAccumulator(PublicTopicCatalog catalog, ReleaseEpochs epochs, ProfilePrivacyParameters parameters) {
        this.catalog = catalog;
        this.epochs = epochs;
        this.parameters = parameters;
    }

    /** For many users under the same versions. */
    Accumulation begin() {
        return new Accumulation(catalog.versions());
    }

    final class Accumulation {

        private final List<TopicCatalogVersion> versions;

        private Accumulation(List<TopicCatalogVersion> versions) {
            this.versions = versions;
        }

        /**
         * The sum after an epoch.
         *
         * @param start where to go on from; empty: from the first epoch of all
         * @param contributions the user's cells; those at or before {@code from} are ignored, they are in it
         */
        NoisySum closeThrough(
                UserNoiseKey key, Optional<NoisySum> start, List<EpochContribution> contributions, long lastEpoch) {
            Map<Long, SortedMap<Topic, Long>> byEpoch =
                    contributions.stream().collect(Collectors.toMap(EpochContribution::epoch, EpochContribution::sums));
            NoisySum first = start.orElseGet(() -> NoisySum.beforeEpoch(epochs.firstEpoch()));
            return first.closeThrough(
                    lastEpoch,
                    epoch -> epochSums(key.incarnation(), epoch, byEpoch.getOrDefault(epoch, new TreeMap<>())),
                    key.key(),
                    parameters);
        }

        private EpochSums epochSums(int incarnation, long epoch, SortedMap<Topic, Long> sums) {
            TopicCatalogVersion version = inEffect(epoch);
            LongVec exact = LongVec.of(version.topics().stream().mapToLong(topic -> sums.getOrDefault(topic, 0L)));
            return new EpochSums(incarnation, version.version(), epoch, exact);
        }

        TopicCatalogVersion inEffect(long epoch) {
            return PublicTopicCatalog.inEffect(versions, epoch);
        }
    }
}
