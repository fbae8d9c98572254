package io.portrait.access.audit;

import io.portrait.kernel.KeyDerivation;
import io.portrait.kernel.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The reader and verifier of the audit log. */
@Component
public class AuditReader {

    private static final int PAGE_SIZE = 2_000;

    /**
     * The result of a verification.
     *
     * @param firstNumber number of the oldest entry
     * @param lastNumber number of the newest entry, as stored at the end of the log
     * @param lastHash hash of the newest entry; a copy stored elsewhere detects a log that was rolled back as a whole
     * @param fault the first entry that is altered or missing; empty if the log is intact
     */
    public record ChainVerification(long firstNumber, long lastNumber, String lastHash, Optional<ChainFault> fault) {}

    /** A break of the hash chain at an entry. */
    public record ChainFault(long number, ChainFaultKind kind) {

        /** The kind of a break. */
        public enum ChainFaultKind {
            /** The entry or its predecessor was changed or moved. */
            ALTERED,
            /** The entry was deleted. */
            MISSING,
            /** The stored ends of the log were changed. */
            ENDS_ALTERED
        }
    }

    private final JdbcAuditStore store;
    private final AuditChain chain;
    private final AuditProperties properties;
    private final TransactionTemplate snapshot;

    AuditReader(
            JdbcAuditStore store,
            KeyDerivation secrets,
            AuditProperties properties,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.properties = properties;
        this.chain = new AuditChain(secrets);
        this.snapshot = new TransactionTemplate(transactionManager);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * A page of entries, newest first.
     *
     * @param before upper bound of the entry numbers, exclusive
     */
    public List<AuditEntry> newest(Optional<UserId> subject, long before, int limit) {
        return store.newest(subject, before, limit);
    }

    /** The retention period of entries. */
    public Duration retention() {
        return properties.retention();
    }

    /** Verifies the whole log: about ten seconds per million entries. */
    public ChainVerification verify() {
        return Objects.requireNonNull(snapshot.execute(status -> verifyInTransaction()));
    }

    private ChainVerification verifyInTransaction() {
        JdbcAuditStore.StoredChainEnds stored = store.ends();
        AuditChain.ChainEnds ends = stored.ends();
        return new ChainVerification(ends.prunedThrough() + 1, ends.lastNumber(), ends.lastHash(), findFault(stored));
    }

    private Optional<ChainFault> findFault(JdbcAuditStore.StoredChainEnds stored) {
        AuditChain.ChainEnds ends = stored.ends();
        if (ends.lastNumber() > 0 && !stored.hash().equals(chain.hash(ends))) {
            return Optional.of(new ChainFault(ends.lastNumber(), ChainFault.ChainFaultKind.ENDS_ALTERED));
        }
        long number = ends.prunedThrough();
        String hash = ends.prunedHash();
        for (List<AuditEntry> page = store.after(number, PAGE_SIZE);
                !page.isEmpty();
                page = store.after(number, PAGE_SIZE)) {
            for (AuditEntry entry : page) {
                number++;
                if (entry.number() != number) {
                    return Optional.of(new ChainFault(number, ChainFault.ChainFaultKind.MISSING));
                }
                if (!entry.hash().equals(chain.hash(hash, entry))) {
                    return Optional.of(new ChainFault(number, ChainFault.ChainFaultKind.ALTERED));
                }
                hash = entry.hash();
            }
        }
        return findFaultAtEnd(ends, number, hash);
    }

    private static Optional<ChainFault> findFaultAtEnd(AuditChain.ChainEnds ends, long number, String hash) {
        if (number != ends.lastNumber()) {
            return Optional.of(new ChainFault(number + 1, ChainFault.ChainFaultKind.MISSING));
        }
        return hash.equals(ends.lastHash())
                ? Optional.empty()
                : Optional.of(new ChainFault(number, ChainFault.ChainFaultKind.ALTERED));
    }
}
