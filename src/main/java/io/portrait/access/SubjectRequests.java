package io.portrait.access;

import io.portrait.kernel.UserId;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The requests of people, carried out as they come in; only an erasure may take longer than its answer. */
@Component
public class SubjectRequests {

    private final JdbcSubjectRequests store;
    private final Erasures erasures;
    private final Standings standings;
    private final AuditLog audit;
    private final RequestIds ids;
    private final Clock clock;
    private final TransactionTemplate transactions;

    SubjectRequests(
            JdbcSubjectRequests store,
            Erasures erasures,
            Standings standings,
            AuditLog audit,
            RequestIds ids,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.erasures = erasures;
        this.standings = standings;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** A request by its id. */
    public Optional<SubjectRequest> find(String id) {
        return store.find(id);
    }

    /**
     * Carries a request out.
     *
     * @param id the sender's own; null: one is given
     * @return the request; one of the same id is not carried out again
     */
    public SubjectRequest carryOut(@Nullable String id, SubjectRequest.Kind kind, UserId user, Caller by) {
        String own = id == null ? ids.next() : id;
        return store.find(own).orElseGet(() -> switch (kind) {
            case ERASURE -> erasures.erase(own, user, by);
            case RESTRICTION -> decided(own, kind, user, new Decision(Map.of(), true, null), by);
            case OBJECTION -> decided(own, kind, user, new Decision(Map.of(), null, true), by);
            case ACCESS, PORTABILITY -> noted(own, kind, user, by);
        });
    }

    private SubjectRequest decided(String id, SubjectRequest.Kind kind, UserId user, Decision decision, Caller by) {
        standings.decide(user, decision, by);
        return noted(id, kind, user, by);
    }

    private SubjectRequest noted(String id, SubjectRequest.Kind kind, UserId user, Caller by) {
        SubjectRequest done = new SubjectRequest(id, kind, user, clock.instant(), clock.instant());
        transactions.executeWithoutResult(status -> {
            store.add(done, user, by);
            audit.append(AuditEvent.of("request-" + kind.label(), by, user));
        });
        return done;
    }
}
