package io.portrait.profile;

import io.portrait.ingest.Identities;
import io.portrait.ingest.IdentityChange;
import io.portrait.ingest.Journal;
import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.Shard;
import io.portrait.kernel.UserId;
import io.portrait.profile.ProfileStore.Mark;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The one update path: read the journal, featurise, learn, save, all in one transaction per step. */
@Component
class ProfileUpdater implements ShardStep {

    /** The journal is the truth: rows and mark that are lost together in a crash are made again together. */
    private static final String RELAX_COMMIT = "SET LOCAL synchronous_commit = off";

    /**
     * What a step has done.
     *
     * @param position how far the shard is applied now
     * @param entries how many it took
     * @param oldest arrival of the first of them
     */
    record Applied(long position, int entries, Optional<Instant> oldest) {}

    /** The stamp of a shard before and after its rows were changed. */
    private record NewStamp(long before, long after) {}

    /** A step within its transaction; {@code change} is what it could not go beyond. */
    private record Step(
            Mark before,
            Mark after,
            List<JournalEntry> entries,
            Map<UserId, byte[]> rows,
            Predictions predictions,
            Optional<IdentityChange> change) {

        static Step nothing(Mark mark, Optional<IdentityChange> change) {
            return new Step(mark, mark, List.of(), Map.of(), new Predictions(), change);
        }

        Applied applied() {
            return new Applied(
                    after.position(),
                    entries.size(),
                    entries.stream().map(JournalEntry::receivedAt).findFirst());
        }
    }

    private final Journal journal;
    private final ProfileStore store;
    private final EntryFolder folder;
    private final PersonRows rows;
    private final Identities identities;
    private final NewUsers newUsers;
    private final PredictionListener listener;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final List<RecentRows> recent;
    private final RandomGenerator stamps = new SecureRandom();

    ProfileUpdater(
            Journal journal,
            ProfileStore store,
            EntryFolder folder,
            PersonRows rows,
            Identities identities,
            NewUsers newUsers,
            PredictionListener listener,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager,
            ProfileProperties properties) {
        this.journal = journal;
        this.store = store;
        this.folder = folder;
        this.rows = rows;
        this.identities = identities;
        this.newUsers = newUsers;
        this.listener = listener;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.recent = IntStream.range(0, Shard.COUNT)
                .mapToObj(shard -> new RecentRows(properties.rowCachePerShard()))
                .toList();
    }

    @Override
    public Optional<Applied> step(int shard, int limit) {
        Optional<Step> done = Objects.requireNonNull(transactions.execute(status -> stepWithin(shard, limit)));
        done.filter(step -> !step.entries().isEmpty()).ifPresent(step -> {
            keep(shard, step);
            listener.predicted(step.predictions());
        });
        Optional<IdentityChange> change = done.flatMap(Step::change);
        return change.isPresent() ? applyChange(change.get(), done.get()) : done.map(Step::applied);
    }

    private Optional<Step> stepWithin(int shard, int limit) {
        Optional<Mark> claimed = store.claim(shard);
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        Mark mark = claimed.get();
        List<JournalEntry> entries = journal.follow(shard, mark.position(), limit, mark.erasures());
        // After the entries: a change that was committed before one of them is seen.
        Optional<IdentityChange> change = identities.nextFor(shard);
        List<JournalEntry> before = change.map(next -> before(next, entries)).orElse(entries);
        return Optional.of(before.isEmpty() ? Step.nothing(mark, change) : step(shard, mark, before));
    }

    private static List<JournalEntry> before(IdentityChange change, List<JournalEntry> entries) {
        return entries.stream()
                .takeWhile(entry -> entry.position() < change.position())
                .toList();
    }

    /** Applies a change if both shards have come to it; whoever comes last does it. */
    private Optional<Applied> applyChange(IdentityChange change, Step step) {
        Map<Integer, NewStamp> written = Objects.requireNonNull(transactions.execute(status -> changeWithin(change)));
        written.forEach((shard, stamp) -> {
            // The other users' rows stay good, under the new stamp.
            recent.get(shard).forget(stamp.before(), stamp.after(), Set.of(change.person(), change.other()));
        });
        Applied applied = step.applied();
        return Optional.of(new Applied(applied.position(), written.isEmpty() ? 0 : 1, applied.oldest()));
    }

    private Map<Integer, NewStamp> changeWithin(IdentityChange change) {
        SortedMap<Integer, Mark> marks = store.await(change.shards());
        Map<Integer, NewStamp> written = new HashMap<>();
        if (identities.isPending(change) && haveCome(marks, change)) {
            jdbc.execute(RELAX_COMMIT);
            rows.change(change);
            identities.markApplied(change);
            marks.forEach((shard, mark) -> {
                NewStamp stamp = new NewStamp(mark.stamp(), stamps.nextLong());
                written.put(shard, stamp);
                store.mark(shard, mark.movedTo(mark.position(), stamp.after()));
            });
        }
        return written;
    }

    private boolean haveCome(SortedMap<Integer, Mark> marks, IdentityChange change) {
        return marks.entrySet().stream()
                .noneMatch(mark ->
                        journal.hasEntries(mark.getKey(), mark.getValue().position(), change.position() - 1));
    }

    private Step step(int shard, Mark before, List<JournalEntry> entries) {
        jdbc.execute(RELAX_COMMIT);
        Map<UserId, UserState> states = states(shard, before.stamp(), usersOf(entries));
        announceNew(states.values());
        Predictions predictions = apply(entries, states);
        Map<UserId, byte[]> written = store.save(states.values());
        Mark after = before.movedTo(entries.getLast().position(), stamps.nextLong());
        store.mark(shard, after);
        return new Step(before, after, entries, written, predictions, Optional.empty());
    }

    private Map<UserId, UserState> states(int shard, long stamp, Set<UserId> users) {
        Map<UserId, UserState> states = new HashMap<>();
        recent.get(shard).current(stamp, users).forEach((user, row) -> states.put(user, store.state(user, row)));
        users.removeAll(states.keySet());
        states.putAll(store.load(new TreeSet<>(users)));
        return states;
    }

    private void announceNew(Collection<UserState> states) {
        List<UserId> users = states.stream()
                .filter(state -> state.eventsSeen == 0)
                .map(state -> state.user)
                .sorted()
                .toList();
        if (!users.isEmpty()) {
            newUsers.firstSeen(users);
        }
    }

    private void keep(int shard, Step step) {
        recent.get(shard).put(step.before().stamp(), step.after().stamp(), step.rows());
    }

    /** Folds entries into the states of their persons; gives what their models predicted. */
    Predictions apply(List<JournalEntry> entries, Map<UserId, UserState> states) {
        return folder.fold(entries, entry -> Objects.requireNonNull(states.get(entry.person())));
    }

    private static Set<UserId> usersOf(List<JournalEntry> entries) {
        Set<UserId> users = new HashSet<>();
        entries.forEach(entry -> users.add(entry.person()));
        return users;
    }
}
