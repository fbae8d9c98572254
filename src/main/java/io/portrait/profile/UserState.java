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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of one user's profile: a function of the journal's entries and identity changes in their order, and of
 * nothing else. All parts except the models are independent of the order too. Mutable; owned by the caller that loaded
 * it, one thread at a time.
 */
final class UserState {

    /**
     * An epoch opens only after the one before it was released, so contributions to older epochs are no longer needed.
     */
    private static final int MAX_CONTRIBUTIONS = 2;

    /**
     * A summary of the applied entries.
     *
     * @param count number of entries
     * @param lastPosition journal position of the last entry
     * @param lastEpoch the latest release epoch of an entry; −1 without one
     * @param updatedAt arrival of the last entry
     */
    record AppliedEntries(long count, long lastPosition, long lastEpoch, Instant updatedAt) {

        static final AppliedEntries NONE = new AppliedEntries(0, 0, -1, Instant.EPOCH);

        AppliedEntries plus(JournalEntry entry) {
            return new AppliedEntries(
                    count + 1, entry.position(), Math.max(lastEpoch, entry.epoch()), entry.receivedAt());
        }

        static AppliedEntries read(StateReader in) {
            return new AppliedEntries(
                    in.readVarint(),
                    in.readVarint(),
                    in.readVarint(),
                    Instant.EPOCH.plus(in.readVarint(), ChronoUnit.MICROS));
        }

        void write(StateWriter out) {
            out.writeVarint(count).writeVarint(lastPosition).writeVarint(lastEpoch);
            out.writeVarint(ChronoUnit.MICROS.between(Instant.EPOCH, updatedAt));
        }
    }

    private final UserId user;
    private AppliedEntries applied;
    private final ActivityCounters activity;
    private final InterestsByTopic interests;
    private final List<EpochContribution> contributions;
    private final TraitSet traits;
    private final List<ScoredModel> models;

    /** A stored state. Keeps the mutable parts; copies the lists. */
    UserState(
            UserId user,
            AppliedEntries applied,
            ActivityCounters activity,
            InterestsByTopic interests,
            List<EpochContribution> contributions,
            TraitSet traits,
            List<ScoredModel> models) {
        this.user = user;
        this.applied = applied;
        this.activity = activity;
        this.interests = interests;
        this.contributions = new ArrayList<>(contributions);
        this.traits = traits;
        this.models = new ArrayList<>(models);
    }

    /** The state of a user without events. */
    static UserState empty(UserId user, ActivityCounters activity, List<ScoredModel> models) {
        return new UserState(
                user, AppliedEntries.NONE, activity, new InterestsByTopic(), List.of(), new TraitSet(), models);
    }

    UserId user() {
        return user;
    }

    AppliedEntries applied() {
        return applied;
    }

    long eventsSeen() {
        return applied.count();
    }

    ActivityCounters activity() {
        return activity;
    }

    InterestsByTopic interests() {
        return interests;
    }

    /** A copy of the contributions to the latest epochs, oldest first. */
    List<EpochContribution> contributions() {
        return List.copyOf(contributions);
    }

    TraitSet traits() {
        return traits;
    }

    /** The models in the order of {@link ConfiguredModels}, not to be modified. */
    List<ScoredModel> models() {
        return Collections.unmodifiableList(models);
    }

    /** Applies the next entry of this user. O(topics of the item + cost of the learners). */
    void apply(JournalEntry entry, EventFeatures features, ContributionBound bound, Predictions predictions) {
        DecayTime time = new DecayTime(
                ChronoUnit.MICROS.between(Instant.EPOCH, entry.event().happenedAt()));
        if (entry.event().isBehaviour()) {
            boolean isRepeated = addBehaviour(entry, features, time);
            if (!isRepeated) {
                features.engagement().ifPresent(example -> learn(example, predictions));
            }
            contribute(entry, features, bound);
        }
        if (entry.event().payload() instanceof EventPayload.Identify identify) {
            traits.putAll(
                    identify.traits().values(),
                    time.micros(),
                    entry.event().messageId().value());
        }
        applied = applied.plus(entry);
    }

    /** Adds an event to activity and interests; returns whether it only repeats what its order has stated before. */
    private boolean addBehaviour(JournalEntry entry, EventFeatures features, DecayTime time) {
        activity.add(entry.event(), time);
        MonetaryState.@Nullable InterestChange change = activity.money().add(entry.event(), time, features.interests());
        if (change == null) {
            for (TopicWeight interest : features.interests()) {
                interests.add(interest.topic(), time, (long) (interest.weight() * DecayedSum.UNIT));
            }
            return false;
        }
        // Each topic is touched at the time of the event, even if its order takes nothing from the event. So the topics
        // and the bins of the sums are a function of the set of events in any order.
        features.interests().forEach(interest -> interests.add(interest.topic(), time, 0));
        change.interests().forEach(this::addTerm);
        return change.isRepeated();
    }

    /** Adds a term so often; takes it away if the number is negative. */
    private void addTerm(OrderSettlement.InterestTerm term, int count) {
        DecayTime time = new DecayTime(term.atMicros());
        for (int i = 0; i < Math.abs(count); i++) {
            interests.add(term.topic(), time, count < 0 ? -term.units() : term.units());
        }
    }

    private void learn(Example example, Predictions predictions) {
        for (int i = 0; i < models.size(); i++) {
            models.set(i, models.get(i).learn(example, i, predictions));
        }
    }

    /** Adds the bounded first-level weights of an event to the contribution of its arrival epoch. */
    private void contribute(JournalEntry entry, EventFeatures features, ContributionBound bound) {
        List<TopicWeight> firstLevelWeights = new ArrayList<>(); // a loop, because it runs for every event
        for (TopicWeight interest : features.interests()) {
            if (interest.topic().isFirstLevel()) {
                firstLevelWeights.add(interest);
            }
        }
        if (firstLevelWeights.isEmpty() || entry.epoch() == JournalEntry.NO_EPOCH) {
            return;
        }
        Map<Topic, Long> contribution =
                bound.clip(firstLevelWeights, entry.event().happenedAt(), entry.epoch());
        openContribution(entry.epoch()).add(contribution);
    }

    /**
     * Replaces the contributions. A merge must not release the same events twice, so a rebuilt row keeps those it had.
     */
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
