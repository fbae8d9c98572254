package io.portrait.profile;

import io.portrait.ingest.IdentityChange;
import io.portrait.ingest.JournalReader;
import io.portrait.kernel.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * The rebuild of profile rows after a merge or split of identities, from the entries of all ids of a person in the
 * order of the journal, as if the identities had always been so (decision 0050). Models depend on the order of their
 * examples, so two rows cannot be added up; and a rebuilt row can be rebuilt again when a merge is undone.
 *
 * <p>Epoch contributions are not rebuilt. An event was released, or will be, in the noisy profile of its owner at the
 * time of its arrival. Releasing it again in another profile would spend its privacy budget twice, and moving it would let
 * one identity event change a noisy profile by many events. Contributions therefore stay with their row. The row that a
 * change removes is held until the epoch of the change is released, because external readers see it until then.
 */
@Component
class ProfileRebuilder {

    private final JournalReader journal;
    private final ProfileStore store;
    private final UserStateCodec codec;
    private final EntryFold entryFold;
    private final NewUserListener newUserListener;

    ProfileRebuilder(
            JournalReader journal,
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

    /** Rebuilds the rows of a change, in the transaction that has locked both shards at the position of the change. */
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
        remove(change.other(), change, before);
        save(List.of(merged), before);
    }

    private void split(IdentityChange change, Map<UserId, UserState> before) {
        UserState person = replay(change.person(), change.personIds(), change);
        person.setContributions(contributionsOf(change.person(), before));
        UserState other = replay(change.other(), change.otherIds(), change);
        other.setContributions(store.findHeld(change.other())
                .map(UserState::contributions)
                .orElseGet(() -> contributionsOf(change.other(), before)));
        List<UserState> rows = new ArrayList<>(List.of(person, other));
        rows.removeIf(row -> row.eventsSeen() == 0);
        if (person.eventsSeen() == 0 && before.containsKey(change.person())) {
            remove(change.person(), change, before);
        }
        if (other.eventsSeen() > 0 && !before.containsKey(change.other())) {
            store.holdExposure(change.other(), change.epoch(), Optional.empty());
        }
        save(rows, before);
    }

    private void remove(UserId user, IdentityChange change, Map<UserId, UserState> before) {
        store.holdExposure(user, change.epoch(), Optional.ofNullable(before.get(user)));
        store.remove(user);
    }

    private void save(List<UserState> rows, Map<UserId, UserState> before) {
        List<UserId> newUsers = rows.stream()
                .map(UserState::user)
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
        return before.containsKey(user) ? before.get(user).contributions() : List.of();
    }
}
