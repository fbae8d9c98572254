package io.portrait.profile;

import io.portrait.ingest.IdentityChange;
import io.portrait.ingest.IdentityGraph;
import io.portrait.ingest.JournalReader;
import io.portrait.profile.CachedProfileRows.RowsVersionChange;
import io.portrait.profile.ProfileStore.ShardOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The part of the projection that applies merges and splits of identities to the rows, in a transaction of its own. */
@Component
class IdentityChangeApplier {

    private final IdentityGraph identities;
    private final JournalReader journal;
    private final ProfileStore store;
    private final CachedProfileRows rows;
    private final ProfileRebuilder rebuilder;
    private final TransactionTemplate transactions;

    IdentityChangeApplier(
            IdentityGraph identities,
            JournalReader journal,
            ProfileStore store,
            CachedProfileRows rows,
            ProfileRebuilder rebuilder,
            PlatformTransactionManager transactionManager) {
        this.identities = identities;
        this.journal = journal;
        this.store = store;
        this.rows = rows;
        this.rebuilder = rebuilder;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** The next change at which the projection of a shard must stop. */
    Optional<IdentityChange> nextPending(int shard) {
        return identities.nextPending(shard);
    }

    /**
     * Applies a change if all its shards have reached it, so the last shard to reach it applies it.
     *
     * @return whether it was applied
     */
    boolean apply(IdentityChange change) {
        Map<Integer, RowsVersionChange> versions =
                Objects.requireNonNull(transactions.execute(status -> applyInTransaction(change)));
        versions.forEach((shard, version) -> rows.invalidate(shard, version, Set.of(change.person(), change.other())));
        return !versions.isEmpty();
    }

    private Map<Integer, RowsVersionChange> applyInTransaction(IdentityChange change) {
        SortedMap<Integer, ShardOffset> offsets = store.lock(change.shards());
        Map<Integer, RowsVersionChange> versions = new HashMap<>();
        if (identities.isPending(change) && haveReached(offsets, change)) {
            rebuilder.apply(change);
            identities.markApplied(change);
            offsets.forEach((shard, offset) -> {
                ShardOffset saved = store.saveOffset(shard, offset, offset.position());
                versions.put(shard, new RowsVersionChange(offset.rowsVersion(), saved.rowsVersion()));
            });
        }
        return versions;
    }

    private boolean haveReached(SortedMap<Integer, ShardOffset> offsets, IdentityChange change) {
        return offsets.entrySet().stream()
                .noneMatch(entry ->
                        journal.hasEntries(entry.getKey(), entry.getValue().position(), change.position() - 1));
    }
}
