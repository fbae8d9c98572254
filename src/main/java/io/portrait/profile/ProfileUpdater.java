package io.portrait.profile;

import io.portrait.ingest.IdentityChange;
import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.JournalReader;
import io.portrait.kernel.UserId;
import io.portrait.profile.CachedProfileRows.RowsVersionChange;
import io.portrait.profile.ProfileStore.ShardOffset;
import io.portrait.profile.ShardProjector.AppliedBatch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The only way by which events reach the profiles: one transaction reads the next entries of a shard, computes their
 * features, trains the models, and saves the rows together with the shard's offset.
 */
@Component
class ProfileUpdater implements ShardProjector {

    /**
     * The result of the transaction.
     *
     * @param nextChange the identity change that the batch could not pass
     */
    private record BatchUpdate(
            ShardOffset offsetBefore,
            ShardOffset offsetAfter,
            List<JournalEntry> entries,
            Map<UserId, byte[]> rows,
            Predictions predictions,
            Optional<IdentityChange> nextChange) {

        static BatchUpdate none(ShardOffset offset, Optional<IdentityChange> nextChange) {
            return new BatchUpdate(offset, offset, List.of(), Map.of(), new Predictions(), nextChange);
        }

        RowsVersionChange version() {
            return new RowsVersionChange(offsetBefore.rowsVersion(), offsetAfter.rowsVersion());
        }

        AppliedBatch applied() {
            return applied(entries.size());
        }

        AppliedBatch applied(int count) {
            return new AppliedBatch(
                    offsetAfter.position(),
                    count,
                    entries.stream().map(JournalEntry::receivedAt).findFirst());
        }
    }

    private final JournalReader journal;
    private final ProfileStore store;
    private final CachedProfileRows rows;
    private final EntryFold entryFold;
    private final IdentityChangeApplier identityChanges;
    private final PredictionListener predictionListener;
    private final TransactionTemplate transactions;

    ProfileUpdater(
            JournalReader journal,
            ProfileStore store,
            CachedProfileRows rows,
            EntryFold entryFold,
            IdentityChangeApplier identityChanges,
            PredictionListener predictionListener,
            PlatformTransactionManager transactionManager) {
        this.journal = journal;
        this.store = store;
        this.rows = rows;
        this.entryFold = entryFold;
        this.identityChanges = identityChanges;
        this.predictionListener = predictionListener;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    @Override
    public Optional<AppliedBatch> applyNext(int shard, int limit) {
        Optional<BatchUpdate> result =
                Objects.requireNonNull(transactions.execute(status -> applyNextInTransaction(shard, limit)));
        result.filter(update -> !update.entries().isEmpty()).ifPresent(update -> {
            rows.cache(shard, update.version(), update.rows());
            predictionListener.onPredictions(update.predictions());
        });
        return result.map(update -> update.nextChange()
                .map(change -> update.applied(identityChanges.apply(change) ? 1 : 0))
                .orElseGet(update::applied));
    }

    private Optional<BatchUpdate> applyNextInTransaction(int shard, int limit) {
        Optional<ShardOffset> locked = store.tryLock(shard);
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        ShardOffset offset = locked.get();
        List<JournalEntry> entries = journal.readRecent(shard, offset.position(), limit, offset.lastErasure());
        // Read after the entries, so that every change committed before one of them is visible.
        Optional<IdentityChange> nextChange = identityChanges.nextPending(shard);
        List<JournalEntry> batch =
                nextChange.map(change -> entriesBefore(change, entries)).orElse(entries);
        return Optional.of(batch.isEmpty() ? BatchUpdate.none(offset, nextChange) : apply(shard, offset, batch));
    }

    private static List<JournalEntry> entriesBefore(IdentityChange change, List<JournalEntry> entries) {
        return entries.stream()
                .takeWhile(entry -> entry.position() < change.position())
                .toList();
    }

    private BatchUpdate apply(int shard, ShardOffset offset, List<JournalEntry> entries) {
        Set<UserId> users = entries.stream()
                .filter(entry -> entry.event().changesProfile())
                .map(JournalEntry::person)
                .collect(Collectors.toSet());
        Map<UserId, UserState> states = rows.findOrCreate(shard, offset.rowsVersion(), users);
        Predictions predictions = entryFold.fold(entries, entry -> Objects.requireNonNull(states.get(entry.person())));
        Map<UserId, byte[]> saved = rows.save(states.values());
        ShardOffset offsetAfter =
                store.saveOffset(shard, offset, entries.getLast().position());
        return new BatchUpdate(offset, offsetAfter, entries, saved, predictions, Optional.empty());
    }
}
