package io.portrait.profile;

import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.Journal;
import io.portrait.ingest.JournalEpochs;
import io.portrait.ingest.Shard;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The profiles, exact. */
@Component
public class Profiles {

    private final ProfileStore store;
    private final ProjectionOffsets offsets;
    private final Journal journal;
    private final JournalEpochs epochs;
    private final ProfileProperties properties;

    Profiles(
            ProfileStore store,
            ProjectionOffsets offsets,
            Journal journal,
            JournalEpochs epochs,
            ProfileProperties properties) {
        this.store = store;
        this.offsets = offsets;
        this.journal = journal;
        this.epochs = epochs;
        this.properties = properties;
    }

    /** A user's profile as of the user's last event. */
    public Optional<Profile> find(UserId user) {
        return store.find(user).map(ProfileMapper::toProfile);
    }

    /** A user's profile with its decayed values given as of some time. */
    public Optional<Profile> find(UserId user, Instant asOf) {
        return store.find(user).map(state -> ProfileMapper.toProfile(state, asOf));
    }

    /** A user's profile as of the user's last event, unless the person has decided that it must rest. */
    public Optional<Profile> findUnrestricted(UserId user) {
        return store.findUnrestricted(user).map(ProfileMapper::toProfile);
    }

    /** A user's profile with its decayed values given as of some time, unless it must rest. */
    public Optional<Profile> findUnrestricted(UserId user, Instant asOf) {
        return store.findUnrestricted(user).map(state -> ProfileMapper.toProfile(state, asOf));
    }

    /**
     * Waits until the profiles show these events.
     *
     * @return whether that came about within the configured patience
     */
    public boolean awaitApplied(List<EventOutcome> outcomes) throws InterruptedException {
        Map<Integer, Long> targets = new HashMap<>();
        for (EventOutcome outcome : outcomes) {
            switch (outcome) {
                case EventOutcome.Accepted accepted -> targets.merge(accepted.shard(), accepted.position(), Math::max);
                case EventOutcome.Duplicate duplicate ->
                    targets.merge(duplicate.shard(), duplicate.position(), Math::max);
                case EventOutcome.Rejected rejected -> {
                    // nothing to be shown
                }
            }
        }
        return offsets.awaitApplied(targets, properties.waitTimeout());
    }

    /** A user with the cells that may not be released yet. */
    public record UserContributions(UserId user, List<EpochContribution> contributions) {}

    /**
     * The users with events in or after an epoch, by id, a page at a time.
     *
     * @param after the last user of the page before; empty at first
     */
    public List<UserContributions> contributionsSince(long epoch, Optional<UserId> after, int limit) {
        return store.page(after, epoch, limit).stream()
                .map(state -> new UserContributions(state.user(), state.contributions()))
                .toList();
    }

    /**
     * All profiles by user id, a page at a time, with decayed values as of some time.
     *
     * @param after the last user of the page before; empty at first
     */
    public List<Profile> page(Optional<UserId> after, Instant asOf, int limit) {
        return store.page(after, Long.MIN_VALUE, limit).stream()
                .map(state -> ProfileMapper.toProfile(state, asOf))
                .toList();
    }

    /**
     * Which release epoch arrivals belong to.
     *
     * @param openEpoch −1 before the first is opened
     * @param position everything of earlier epochs is at or before it
     */
    public record OpenEpochState(long openEpoch, long position) {}

    /** Which release epoch arrivals belong to now. */
    public OpenEpochState openEpoch() {
        JournalEpochs.OpenEpoch now = epochs.openEpoch();
        return new OpenEpochState(now.epoch(), now.position());
    }

    /** From now on arrivals belong to epoch {@code to}, if they belonged to {@code from} until now. */
    public void openEpochAfter(long from, long to) {
        epochs.advanceEpoch(from, to);
    }

    /**
     * How the profiles keep up.
     *
     * @param position the last position of the journal
     * @param backlog entries that no profile shows yet
     * @param profiles about how many there are
     */
    public record ProjectionStatus(long position, Journal.JournalBacklog backlog, long profiles) {}

    /** How the profiles keep up with the journal now. */
    public ProjectionStatus projectionStatus() {
        return new ProjectionStatus(journal.lastPosition(), journal.backlog(store.positions()), store.estimatedCount());
    }

    /** Whether everything up to a position has been applied. */
    public boolean isAppliedThrough(long position) {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            if (journal.hasEntries(shard, store.position(shard), position)) {
                return false;
            }
        }
        return true;
    }
}
