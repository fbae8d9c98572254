package io.portrait.access.consent;

import io.portrait.access.audit.AuditEvent;
import io.portrait.access.audit.AuditLog;
import io.portrait.kernel.Caller;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The requests of persons under the GDPR. A request is executed at once; only an erasure may complete later. */
@Component
public class SubjectRequests {

    private final JdbcSubjectRequests store;
    private final Erasures erasures;
    private final Consents consents;
    private final AuditLog audit;
    private final Clock clock;
    private final TransactionTemplate transactions;

    SubjectRequests(
            JdbcSubjectRequests store,
            Erasures erasures,
            Consents consents,
            AuditLog audit,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.erasures = erasures;
        this.consents = consents;
        this.audit = audit;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** The request with an id. */
    public Optional<SubjectRequest> find(String id) {
        return store.find(id);
    }

    /**
     * Executes a request.
     *
     * @param id id chosen by the client; null: a random id
     * @return the request; if the id exists already, the stored request without executing it again
     */
    public SubjectRequest execute(
            @Nullable String id, SubjectRequest.SubjectRequestType type, UserId user, Caller actor) {
        String requestId = id == null ? SubjectRequest.newId() : id;
        return store.find(requestId).orElseGet(() -> switch (type) {
            case ERASURE -> erasures.erase(requestId, user, actor);
            case RESTRICTION -> changeConsent(requestId, type, user, new ConsentChange(Map.of(), true, null), actor);
            case OBJECTION -> changeConsent(requestId, type, user, new ConsentChange(Map.of(), null, true), actor);
            case ACCESS, PORTABILITY -> storeCompleted(requestId, type, user, actor);
        });
    }

    private SubjectRequest changeConsent(
            String id, SubjectRequest.SubjectRequestType type, UserId user, ConsentChange change, Caller actor) {
        consents.change(user, change, actor);
        return storeCompleted(id, type, user, actor);
    }

    private SubjectRequest storeCompleted(
            String id, SubjectRequest.SubjectRequestType type, UserId user, Caller actor) {
        SubjectRequest completed = new SubjectRequest(id, type, user, clock.instant(), clock.instant());
        transactions.executeWithoutResult(status -> {
            store.add(completed, user, actor);
            audit.append(AuditEvent.ofOperation("request-" + type.label(), actor, user));
        });
        return completed;
    }
}
