package io.portrait.profile;

import io.portrait.ingest.EventPayload;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.feature.EventFeatures;
import io.portrait.model.feature.Example;
import io.portrait.model.feature.TopicWeight;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that is known of one person: a function of the journal's entries and changes of identity in their order, and
 * of nothing else. All but the models is independent even of the order. Mutable; owned by whoever loaded it, one thread at a time.
 */
final class UserState {

    private static final int MAX_CONTRIBUTIONS = 2;

    final UserId user;
    long eventsSeen;
    long lastPosition;
    long lastEpoch = -1;
    Instant updatedAt = Instant.EPOCH;
    final ActivityCounters activity = new ActivityCounters();
    InterestsByTopic interests = new InterestsByTopic();
    final List<EpochContribution> contributions = new ArrayList<>();
    final TraitSet traits = new TraitSet();
    final List<ScoredModel> models;

    UserState(UserId user, List<ScoredModel> models) {
        this.user = user;
        this.models = new ArrayList<>(models);
    }

    /** Takes in the next entry of this user. O(topics of the item + the learners' cost). */
    void apply(JournalEntry entry, EventFeatures features, ContributionBound bound, Predictions predictions) {
        DecayTime time = new DecayTime(
                ChronoUnit.MICROS.between(Instant.EPOCH, entry.event().happenedAt()));
        activity.add(entry.event(), time);
        for (TopicWeight interest : features.interests()) {
            interests.add(interest.topic(), time, (long) (interest.weight() * DecayedSum.UNIT));
        }
        if (entry.event().payload() instanceof EventPayload.Identify identify) {
            traits.putAll(
                    identify.traits().values(),
                    time.micros(),
                    entry.event().messageId().value());
        }
        features.engagement().ifPresent(example -> learn(example, predictions));
        contribute(entry, features, bound);
        eventsSeen++;
        lastPosition = entry.position();
        lastEpoch = Math.max(lastEpoch, entry.epoch());
        updatedAt = entry.receivedAt();
    }

    private void learn(Example example, Predictions predictions) {
        for (int i = 0; i < models.size(); i++) {
            models.set(i, models.get(i).learn(example, i, predictions));
        }
    }

    /**
     * Adds to the cell of the epoch of arrival. Two cells are kept: an epoch opens only when the one before it is
     * released, and releasing it closed every cell before, so an older one has done its work.
     */
    private void contribute(JournalEntry entry, EventFeatures features, ContributionBound bound) {
        List<TopicWeight> firstLevelWeights = new ArrayList<>(); // of each event: no stream
        for (TopicWeight interest : features.interests()) {
            if (interest.topic().isFirstLevel()) {
                firstLevelWeights.add(interest);
            }
        }
        if (firstLevelWeights.isEmpty()) {
            return;
        }
        Map<Topic, Long> contribution =
                bound.clip(firstLevelWeights, entry.event().happenedAt(), entry.epoch());
        openContribution(entry.epoch()).add(contribution);
    }

    /**
     * Takes over what another row was to expose in the epoch that is open; what it exposed before is known outside as
     * somebody else's and stays so.
     */
    void moveOpenContribution(List<EpochContribution> others, long openEpoch) {
        others.stream()
                .filter(contribution -> contribution.epoch() == openEpoch)
                .forEach(contribution -> openContribution(openEpoch).add(contribution.sums()));
    }

    /** The same events say the same to the outside, whoever's they are found to be later. */
    void setContributions(List<EpochContribution> newContributions) {
        contributions.clear();
        contributions.addAll(newContributions);
    }

    private EpochContribution openContribution(long epoch) {
        Optional<EpochContribution> last =
                contributions.isEmpty() ? Optional.empty() : Optional.of(contributions.getLast());
        if (last.isPresent() && last.get().epoch() == epoch) {
            return last.get();
        }
        EpochContribution opened = new EpochContribution(epoch, new TreeMap<>());
        contributions.add(opened);
        if (contributions.size() > MAX_CONTRIBUTIONS) {
            contributions.removeFirst();
        }
        return opened;
    }
}
