package io.portrait.profile;

import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.JournalReader;
import io.portrait.ingest.Shard;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The read access to the exact profiles. */
@Component
public class Profiles {

    private final ProfileStore store;
    private final ProjectionOffsets offsets;
    private final JournalReader journal;
    private final ProfileProperties properties;
    private final MoneyProperties money;

    Profiles(
            ProfileStore store,
            ProjectionOffsets offsets,
            JournalReader journal,
            ProfileProperties properties,
            MoneyProperties money) {
        this.store = store;
        this.offsets = offsets;
        this.journal = journal;
        this.properties = properties;
        this.money = money;
    }

    /** The profile of a user as of the user's last event. */
    public Optional<Profile> find(UserId user) {
        return store.find(user).map(state -> ProfileMapper.toProfile(state, money));
    }

    /** The profile of a user with decayed values as of a given time. */
    public Optional<Profile> find(UserId user, Instant asOf) {
        return store.find(user).map(state -> ProfileMapper.toProfile(state, asOf, money));
    }

    /** The contributions of a user to the last epochs with events, before noise; empty for an unknown user. */
    public List<EpochContribution> contributions(UserId user) {
        return store.find(user).map(UserState::contributions).orElse(List.of());
    }

    /** The profile of a user as of the user's last event; empty if the person has restricted its processing. */
    public Optional<Profile> findUnrestricted(UserId user) {
        return store.findUnrestricted(user).map(state -> ProfileMapper.toProfile(state, money));
    }

    /**
     * The profile of a user with decayed values as of a given time; empty if the person has restricted its processing.
     */
    public Optional<Profile> findUnrestricted(UserId user, Instant asOf) {
        return store.findUnrestricted(user).map(state -> ProfileMapper.toProfile(state, asOf, money));
    }

    /**
     * Waits until events are applied to the profiles.
     *
     * @return false if {@code portrait.profiles.wait-timeout} elapsed first
     */
    public boolean awaitApplied(List<EventOutcome> outcomes) throws InterruptedException {
        Map<Integer, Long> targets = new HashMap<>();
        for (EventOutcome outcome : outcomes) {
            switch (outcome) {
                case EventOutcome.Accepted accepted -> targets.merge(accepted.shard(), accepted.position(), Math::max);
                case EventOutcome.Duplicate duplicate ->
                    targets.merge(duplicate.shard(), duplicate.position(), Math::max);
                case EventOutcome.Rejected rejected -> {
                    // a rejected event is not applied
                }
            }
        }
        return offsets.awaitApplied(targets, properties.waitTimeout());
    }

    /** The contributions of a user to epochs that may not be released yet. */
    public record UserContributions(UserId user, List<EpochContribution> contributions) {}

    /**
     * A page of the users with events in or after an epoch, by user id, with those whose row an identity change has removed.
     *
     * @param after the last user of the previous page; empty for the first page
     */
    public List<UserContributions> contributionsSince(long epoch, Optional<UserId> after, int limit) {
        return store.pageWithHeld(after, epoch, limit).stream()
                .map(state -> new UserContributions(state.user(), state.contributions()))
                .toList();
    }

    /** Ends what identity changes before an epoch have held for external readers, after these epochs are released. */
    public void endHolds(long beforeEpoch) {
        store.endHolds(beforeEpoch);
    }

    /**
     * A page of the profiles whose persons have not restricted their processing, by user id, with decayed values as of a
     * given time.
     *
     * @param after the last user of the previous page; empty for the first page
     */
    public List<Profile> page(Optional<UserId> after, Instant asOf, int limit) {
        return store.unrestrictedPage(after, limit).stream()
                .map(state -> ProfileMapper.toProfile(state, asOf, money))
                .toList();
    }

    /**
     * The progress of the projection.
     *
     * @param position the last position of the journal
     * @param backlog entries that are not applied yet
     * @param profileCount approximate number of profiles
     */
    public record ProjectionStatus(long position, JournalReader.JournalBacklog backlog, long profileCount) {}

    /** The progress of the projection now. */
    public ProjectionStatus projectionStatus() {
        return new ProjectionStatus(journal.lastPosition(), journal.backlog(store.positions()), store.estimatedCount());
    }

    /** A check whether all entries through a position are applied. */
    public boolean isAppliedThrough(long position) {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            if (journal.hasEntries(shard, store.position(shard), position)) {
                return false;
            }
        }
        return true;
    }
}
