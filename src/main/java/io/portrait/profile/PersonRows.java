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
class PersonRows {

    private final Journal journal;
    private final ProfileStore store;
    private final StateLayout layout;
    private final EntryFolder folder;
    private final NewUsers newUsers;

    PersonRows(Journal journal, ProfileStore store, StateLayout layout, EntryFolder folder, NewUsers newUsers) {
        this.journal = journal;
        this.store = store;
        this.layout = layout;
        this.folder = folder;
        this.newUsers = newUsers;
    }

    /** Runs within the transaction that has claimed both shards, which stand at the change. */
    void change(IdentityChange change) {
        Map<UserId, UserState> before = store.stored(new TreeSet<>(Set.of(change.person(), change.other())));
        if (!change.isMerge()) {
            part(change, before);
        } else if (before.containsKey(change.other())) {
            merge(change, before);
        }
    }

    private void merge(IdentityChange change, Map<UserId, UserState> before) {
        UserState merged = learnAgain(change.person(), change.personIds(), change);
        merged.keepExposure(cellsOf(change.person(), before));
        merged.takeOverExposure(cellsOf(change.other(), before), change.epoch());
        store.remove(change.other());
        save(List.of(merged), before);
    }

    private void part(IdentityChange change, Map<UserId, UserState> before) {
        UserState person = learnAgain(change.person(), change.personIds(), change);
        person.keepExposure(cellsOf(change.person(), before));
        UserState other = learnAgain(change.other(), change.otherIds(), change);
        other.keepExposure(List.of());
        List<UserState> rows = new ArrayList<>(List.of(person, other));
        rows.removeIf(row -> row.eventsSeen == 0);
        if (person.eventsSeen == 0) {
            store.remove(change.person());
        }
        save(rows, before);
    }

    private void save(List<UserState> rows, Map<UserId, UserState> before) {
        List<UserId> firstSeen = rows.stream()
                .map(row -> row.user)
                .filter(user -> !before.containsKey(user))
                .sorted()
                .toList();
        if (!firstSeen.isEmpty()) {
            newUsers.firstSeen(firstSeen);
        }
        store.save(rows);
    }

    private UserState learnAgain(UserId person, Set<UserId> ids, IdentityChange change) {
        UserState state = layout.fresh(person);
        journal.replay(ids, change.position(), entries -> folder.fold(entries, entry -> state));
        return state;
    }

    private static List<ExposureCell> cellsOf(UserId user, Map<UserId, UserState> before) {
        return before.containsKey(user) ? List.copyOf(before.get(user).cells) : List.of();
    }
}
