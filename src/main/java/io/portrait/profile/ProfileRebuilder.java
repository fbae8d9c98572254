package io.portrait.profile;

import io.portrait.ingest.IdentityChange;
import io.portrait.ingest.Journal;
import io.portrait.kernel.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Makes rows anew where two persons became one, or one became two: from the entries of all their ids, in the journal's
 * order, as if it had always been so. Models depend on the order of what they learn, so they cannot be added up; and what
 * can be replayed can be taken back. Decision 0050.
 *
 * <p>What is exposed is not replayed. An event was, or will be, shown outside in the noised profile of whoever had it when
 * its epoch closed, once; shown again in another profile it would cost its privacy twice. So the cells stay where they
 * are, but for those of the epoch that is open: nothing has been shown of it, so they go along.
 */
@Component
class ProfileRebuilder {

    private final Journal journal;
    private final ProfileStore store;
    private final UserStateCodec codec;
    private final EntryFold entryFold;
    private final NewUserListener newUserListener;

    ProfileRebuilder(
            Journal journal,
            ProfileStore store,
            UserStateCodec codec,
            EntryFold entryFold,
            NewUserListener newUserListener) {
        this.journal = journal;
        this.store = store;
        this.codec = codec;
        this.entryFold = entryFold;
        this.newUserListener = newUserListener;
    }

    /** Runs within the transaction that has claimed both shards, which stand at the change. */
    void apply(IdentityChange change) {
        Map<UserId, UserState> before = store.findExisting(new TreeSet<>(Set.of(change.person(), change.other())));
        if (!change.isMerge()) {
            split(change, before);
        } else if (before.containsKey(change.other())) {
            merge(change, before);
        }
    }

    private void merge(IdentityChange change, Map<UserId, UserState> before) {
        UserState merged = replay(change.person(), change.personIds(), change);
        merged.setContributions(contributionsOf(change.person(), before));
        merged.moveOpenContribution(contributionsOf(change.other(), before), change.epoch());
        store.remove(change.other());
        save(List.of(merged), before);
    }

    private void split(IdentityChange change, Map<UserId, UserState> before) {
        UserState person = replay(change.person(), change.personIds(), change);
        person.setContributions(contributionsOf(change.person(), before));
        UserState other = replay(change.other(), change.otherIds(), change);
        other.setContributions(List.of());
        List<UserState> rows = new ArrayList<>(List.of(person, other));
        rows.removeIf(row -> row.eventsSeen == 0);
        if (person.eventsSeen == 0) {
            store.remove(change.person());
        }
        save(rows, before);
    }

    private void save(List<UserState> rows, Map<UserId, UserState> before) {
        List<UserId> newUsers = rows.stream()
                .map(row -> row.user)
                .filter(user -> !before.containsKey(user))
                .sorted()
                .toList();
        if (!newUsers.isEmpty()) {
            newUserListener.onNewUsers(newUsers);
        }
        store.save(rows);
    }

    private UserState replay(UserId person, Set<UserId> ids, IdentityChange change) {
        UserState state = codec.newState(person);
        journal.replay(ids, change.position(), entries -> entryFold.fold(entries, entry -> state));
        return state;
    }

    private static List<EpochContribution> contributionsOf(UserId user, Map<UserId, UserState> before) {
        return before.containsKey(user) ? List.copyOf(before.get(user).contributions) : List.of();
    }
}
