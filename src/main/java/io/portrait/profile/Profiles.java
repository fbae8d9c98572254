package io.portrait.profile;

import io.portrait.ingest.Journal;
import io.portrait.ingest.Outcome;
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
    private final AppliedPositions applied;
    private final Journal journal;
    private final ProfileProperties properties;

    Profiles(ProfileStore store, AppliedPositions applied, Journal journal, ProfileProperties properties) {
        this.store = store;
        this.applied = applied;
        this.journal = journal;
        this.properties = properties;
    }

    /** A user's profile as of the user's last event. */
    public Optional<Profile> find(UserId user) {
        return store.find(user).map(ProfileReader::read);
    }

    /** A user's profile with its decayed values given as of some time. */
    public Optional<Profile> find(UserId user, Instant asOf) {
        return store.find(user).map(state -> ProfileReader.read(state, asOf));
    }

    /** A user's profile as of the user's last event, unless the person has decided that it must rest. */
    public Optional<Profile> findInUse(UserId user) {
        return store.findInUse(user).map(ProfileReader::read);
    }

    /** A user's profile with its decayed values given as of some time, unless it must rest. */
    public Optional<Profile> findInUse(UserId user, Instant asOf) {
        return store.findInUse(user).map(state -> ProfileReader.read(state, asOf));
    }

    /**
     * Waits until the profiles show these events.
     *
     * @return whether that came about within the configured patience
     */
    public boolean awaitShown(List<Outcome> outcomes) throws InterruptedException {
        Map<Integer, Long> wanted = new HashMap<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Accepted accepted -> wanted.merge(accepted.shard(), accepted.position(), Math::max);
                case Outcome.Duplicate duplicate -> wanted.merge(duplicate.shard(), duplicate.position(), Math::max);
                case Outcome.Rejected rejected -> {
                    // nothing to be shown
                }
            }
        }
        return applied.await(wanted, properties.patience());
    }

    /** A user with the cells that may not be released yet. */
    public record Exposed(UserId user, List<ExposureCell> cells) {}

    /**
     * The users with events in or after an epoch, by id, a page at a time.
     *
     * @param after the last user of the page before; empty at first
     */
    public List<Exposed> exposedSince(long epoch, Optional<UserId> after, int limit) {
        return store.page(after, epoch, limit).stream()
                .map(state -> new Exposed(state.user, List.copyOf(state.cells)))
                .toList();
    }

    /**
     * All profiles by user id, a page at a time, with decayed values as of some time.
     *
     * @param after the last user of the page before; empty at first
     */
    public List<Profile> page(Optional<UserId> after, Instant asOf, int limit) {
        return store.page(after, Long.MIN_VALUE, limit).stream()
                .map(state -> ProfileReader.read(state, asOf))
                .toList();
    }

    /**
     * Which release epoch arrivals belong to.
     *
     * @param openEpoch −1 before the first is opened
     * @param position everything of earlier epochs is at or before it
     */
    public record Arrivals(long openEpoch, long position) {}

    /** Which release epoch arrivals belong to now. */
    public Arrivals arrivals() {
        Journal.Arrivals now = journal.arrivals();
        return new Arrivals(now.openEpoch(), now.position());
    }

    /** From now on arrivals belong to epoch {@code to}, if they belonged to {@code from} until now. */
    public void turnEpoch(long from, long to) {
        journal.turnEpoch(from, to);
    }

    /**
     * How the profiles keep up.
     *
     * @param position the last position of the journal
     * @param waiting entries that no profile shows yet
     * @param profiles about how many there are
     */
    public record Progress(long position, Journal.Backlog waiting, long profiles) {}

    /** How the profiles keep up with the journal now. */
    public Progress progress() {
        return new Progress(journal.head(), journal.backlog(store.marks()), store.estimatedCount());
    }

    /** Whether everything up to a position has been applied. */
    public boolean isAppliedThrough(long position) {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            if (journal.hasEntries(shard, store.marked(shard), position)) {
                return false;
            }
        }
        return true;
    }
}
