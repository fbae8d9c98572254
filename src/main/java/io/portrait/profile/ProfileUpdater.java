package io.portrait.profile;

import io.portrait.ingest.IdentityChange;
import io.portrait.ingest.IdentityGraph;
import io.portrait.ingest.Journal;
import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.Shard;
import io.portrait.kernel.UserId;
import io.portrait.profile.ProfileStore.ShardOffset;
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
class ProfileUpdater implements ShardProjector {

    /** The journal is the truth: rows and mark that are lost together in a crash are made again together. */
    private static final String RELAX_COMMIT = "SET LOCAL synchronous_commit = off";

    /**
     * What a step has done.
     *
     * @param position how far the shard is applied now
     * @param entries how many it took
     * @param oldest arrival of the first of them
     */
    record AppliedBatch(long position, int entries, Optional<Instant> oldest) {}

    /** The stamp of a shard before and after its rows were changed. */
    private record RowsVersionChange(long before, long after) {}

    /** A step within its transaction; {@code change} is what it could not go beyond. */
    private record BatchUpdate(
            ShardOffset offsetBefore,
            ShardOffset offsetAfter,
            List<JournalEntry> entries,
            Map<UserId, byte[]> rows,
            Predictions predictions,
            Optional<IdentityChange> nextChange) {

        static BatchUpdate none(ShardOffset offset, Optional<IdentityChange> change) {
            return new BatchUpdate(offset, offset, List.of(), Map.of(), new Predictions(), change);
        }

        AppliedBatch toAppliedBatch() {
            return new AppliedBatch(
                    offsetAfter.position(),
                    entries.size(),
                    entries.stream().map(JournalEntry::receivedAt).findFirst());
        }
    }

    private final Journal journal;
    private final ProfileStore store;
    private final EntryFold entryFold;
    private final ProfileRebuilder rebuilder;
    private final IdentityGraph identities;
    private final NewUserListener newUserListener;
    private final PredictionListener predictionListener;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final List<RowCache> rowCaches;
    private final RandomGenerator rowsVersions = new SecureRandom();

    ProfileUpdater(
            Journal journal,
            ProfileStore store,
            EntryFold entryFold,
            ProfileRebuilder rebuilder,
            IdentityGraph identities,
            NewUserListener newUserListener,
            PredictionListener predictionListener,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager,
            ProfileProperties properties) {
        this.journal = journal;
        this.store = store;
        this.entryFold = entryFold;
        this.rebuilder = rebuilder;
        this.identities = identities;
        this.newUserListener = newUserListener;
        this.predictionListener = predictionListener;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.rowCaches = IntStream.range(0, Shard.COUNT)
                .mapToObj(shard -> new RowCache(properties.rowCachePerShard()))
                .toList();
    }

    @Override
    public Optional<AppliedBatch> applyNext(int shard, int limit) {
        Optional<BatchUpdate> result =
                Objects.requireNonNull(transactions.execute(status -> applyNextInTransaction(shard, limit)));
        result.filter(update -> !update.entries().isEmpty()).ifPresent(update -> {
            cacheRows(shard, update);
            predictionListener.onPredictions(update.predictions());
        });
        Optional<IdentityChange> change = result.flatMap(BatchUpdate::nextChange);
        return change.isPresent() ? applyChange(change.get(), result.get()) : result.map(BatchUpdate::toAppliedBatch);
    }

    private Optional<BatchUpdate> applyNextInTransaction(int shard, int limit) {
        Optional<ShardOffset> locked = store.tryLock(shard);
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        ShardOffset offset = locked.get();
        List<JournalEntry> entries = journal.readRecent(shard, offset.position(), limit, offset.lastErasure());
        // After the entries: a change that was committed before one of them is seen.
        Optional<IdentityChange> change = identities.nextPending(shard);
        List<JournalEntry> before =
                change.map(next -> entriesBefore(next, entries)).orElse(entries);
        return Optional.of(before.isEmpty() ? BatchUpdate.none(offset, change) : step(shard, offset, before));
    }

    private static List<JournalEntry> entriesBefore(IdentityChange change, List<JournalEntry> entries) {
        return entries.stream()
                .takeWhile(entry -> entry.position() < change.position())
                .toList();
    }

    /** Applies a change if both shards have come to it; whoever comes last does it. */
    private Optional<AppliedBatch> applyChange(IdentityChange change, BatchUpdate update) {
        Map<Integer, RowsVersionChange> written =
                Objects.requireNonNull(transactions.execute(status -> applyChangeInTransaction(change)));
        written.forEach((shard, rowsVersion) -> {
            // The other users' rows stay good, under the new stamp.
            rowCaches
                    .get(shard)
                    .invalidate(rowsVersion.before(), rowsVersion.after(), Set.of(change.person(), change.other()));
        });
        AppliedBatch applied = update.toAppliedBatch();
        return Optional.of(new AppliedBatch(applied.position(), written.isEmpty() ? 0 : 1, applied.oldest()));
    }

    private Map<Integer, RowsVersionChange> applyChangeInTransaction(IdentityChange change) {
        SortedMap<Integer, ShardOffset> offsets = store.lock(change.shards());
        Map<Integer, RowsVersionChange> written = new HashMap<>();
        if (identities.isPending(change) && areShardsAtChange(offsets, change)) {
            jdbc.execute(RELAX_COMMIT);
            rebuilder.apply(change);
            identities.markApplied(change);
            offsets.forEach((shard, offset) -> {
                RowsVersionChange rowsVersion = new RowsVersionChange(offset.rowsVersion(), rowsVersions.nextLong());
                written.put(shard, rowsVersion);
                store.saveOffset(shard, offset.advancedTo(offset.position(), rowsVersion.after()));
            });
        }
        return written;
    }

    private boolean areShardsAtChange(SortedMap<Integer, ShardOffset> offsets, IdentityChange change) {
        return offsets.entrySet().stream()
                .noneMatch(offset ->
                        journal.hasEntries(offset.getKey(), offset.getValue().position(), change.position() - 1));
    }

    private BatchUpdate step(int shard, ShardOffset before, List<JournalEntry> entries) {
        jdbc.execute(RELAX_COMMIT);
        Map<UserId, UserState> states = loadStates(shard, before.rowsVersion(), usersOf(entries));
        announceNew(states.values());
        Predictions predictions = fold(entries, states);
        Map<UserId, byte[]> written = store.save(states.values());
        ShardOffset after = before.advancedTo(entries.getLast().position(), rowsVersions.nextLong());
        store.saveOffset(shard, after);
        return new BatchUpdate(before, after, entries, written, predictions, Optional.empty());
    }

    private Map<UserId, UserState> loadStates(int shard, long rowsVersion, Set<UserId> users) {
        Map<UserId, UserState> states = new HashMap<>();
        rowCaches.get(shard).get(rowsVersion, users).forEach((user, row) -> states.put(user, store.decode(user, row)));
        users.removeAll(states.keySet());
        states.putAll(store.findOrCreate(new TreeSet<>(users)));
        return states;
    }

    private void announceNew(Collection<UserState> states) {
        List<UserId> users = states.stream()
                .filter(state -> state.eventsSeen == 0)
                .map(state -> state.user)
                .sorted()
                .toList();
        if (!users.isEmpty()) {
            newUserListener.onNewUsers(users);
        }
    }

    private void cacheRows(int shard, BatchUpdate update) {
        rowCaches
                .get(shard)
                .put(update.offsetBefore().rowsVersion(), update.offsetAfter().rowsVersion(), update.rows());
    }

    /** Folds entries into the states of their persons; gives what their models predicted. */
    Predictions fold(List<JournalEntry> entries, Map<UserId, UserState> states) {
        return entryFold.fold(entries, entry -> Objects.requireNonNull(states.get(entry.person())));
    }

    private static Set<UserId> usersOf(List<JournalEntry> entries) {
        Set<UserId> users = new HashSet<>();
        entries.forEach(entry -> users.add(entry.person()));
        return users;
    }
}
