package io.portrait.access;

import io.portrait.kernel.Secrets;
import io.portrait.kernel.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit log for those who read it, and its verifier. */
@Component
public class AuditTrail {

    private static final int PAGE = 2_000;

    /**
     * What a verification has found.
     *
     * @param first the first entry's number
     * @param last the last entry's number, as the log's end says
     * @param seal the last entry's; whoever keeps it elsewhere will notice a log that was set back as a whole
     * @param fault the first entry that is not what it was, or not there; empty: none
     */
    public record Verification(long first, long last, String seal, Optional<Fault> fault) {}

    /** A fault at an entry. */
    public record Fault(long number, Kind kind) {

        /** What is wrong. */
        public enum Kind {
            /** The entry, or the one before it, is not what was written, or not in its place. */
            ALTERED,
            /** The entry is gone. */
            MISSING,
            /** The log's ends are not what was written. */
            ENDS_ALTERED
        }
    }

    private final JdbcAuditStore store;
    private final AuditSeal seals;
    private final AccessProperties properties;
    private final TransactionTemplate snapshot;

    AuditTrail(
            JdbcAuditStore store,
            Secrets secrets,
            AccessProperties properties,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.properties = properties;
        this.seals = new AuditSeal(secrets);
        this.snapshot = new TransactionTemplate(transactionManager);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** The newest entries first. */
    public List<AuditEntry> newest(Optional<UserId> subject, long before, int limit) {
        return store.newest(subject, before, limit);
    }

    /** How long entries are kept. */
    public Duration retention() {
        return properties.auditRetention();
    }

    /** Goes over the whole log, about a million entries in ten seconds. */
    public Verification verify() {
        return Objects.requireNonNull(snapshot.execute(status -> verifyWithin()));
    }

    private Verification verifyWithin() {
        JdbcAuditStore.StoredEnds stored = store.ends();
        AuditSeal.Ends ends = stored.ends();
        return new Verification(ends.begunAfter() + 1, ends.number(), ends.seal(), fault(stored));
    }

    private Optional<Fault> fault(JdbcAuditStore.StoredEnds stored) {
        AuditSeal.Ends ends = stored.ends();
        if (ends.number() > 0 && !stored.seal().equals(seals.of(ends))) {
            return Optional.of(new Fault(ends.number(), Fault.Kind.ENDS_ALTERED));
        }
        long number = ends.begunAfter();
        String seal = ends.begunSeal();
        for (List<AuditEntry> page = store.after(number, PAGE); !page.isEmpty(); page = store.after(number, PAGE)) {
            for (AuditEntry entry : page) {
                number++;
                if (entry.number() != number) {
                    return Optional.of(new Fault(number, Fault.Kind.MISSING));
                }
                if (!entry.seal().equals(seals.of(seal, entry))) {
                    return Optional.of(new Fault(number, Fault.Kind.ALTERED));
                }
                seal = entry.seal();
            }
        }
        return faultAtEnd(ends, number, seal);
    }

    private static Optional<Fault> faultAtEnd(AuditSeal.Ends ends, long number, String seal) {
        if (number != ends.number()) {
            return Optional.of(new Fault(number + 1, Fault.Kind.MISSING));
        }
        return seal.equals(ends.seal()) ? Optional.empty() : Optional.of(new Fault(number, Fault.Kind.ALTERED));
    }
}
