package io.portrait.access.consent;

import io.portrait.access.audit.AuditEvent;
import io.portrait.access.audit.AuditLog;
import io.portrait.ingest.IdentityGraph;
import io.portrait.ingest.KnownIds;
import io.portrait.ingest.SuppressionList;
import io.portrait.ingest.SuppressionReason;
import io.portrait.ingest.SuppressionScope;
import io.portrait.kernel.Caller;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The consent of all persons: purposes, restriction of processing, objection to profiling. */
@Component
public class Consents {

    private final JdbcConsents store;
    private final JdbcSubjectRequests requests;
    private final SuppressionList suppressionList;
    private final IdentityGraph identityGraph;
    private final KnownIds knownIds;
    private final AuditLog audit;
    private final Clock clock;
    private final TransactionTemplate transactions;

    Consents(
            JdbcConsents store,
            JdbcSubjectRequests requests,
            SuppressionList suppressionList,
            IdentityGraph identityGraph,
            KnownIds knownIds,
            AuditLog audit,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.requests = requests;
        this.suppressionList = suppressionList;
        this.identityGraph = identityGraph;
        this.knownIds = knownIds;
        this.audit = audit;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** The consent of a person; {@link ConsentState#UNDECIDED} before the first decision. One statement. */
    public ConsentState stateOf(UserId user) {
        return store.stateOf(user);
    }

    /** A check whether the profile of a person must not be used. */
    public boolean isProcessingRestricted(UserId user) {
        return store.find(user).orElse(ConsentState.UNDECIDED).isProcessingRestricted();
    }

    /**
     * Changes the consent of a person under all ids of the person. The change applies to every event that is appended
     * after this method returns, and to no earlier event. An erased person who consents to a purpose starts a new
     * incarnation.
     *
     * @throws SubjectErasedException if the person was erased and the change gives no consent, or an erasure is pending
     */
    public ConsentState change(UserId user, ConsentChange change, Caller actor) {
        return Objects.requireNonNull(transactions.execute(status -> {
            suppressionList.lock();
            ConsentState before = requireNotErased(user, change);
            ConsentState after = change.applyTo(before);
            saveForAllIds(actor.subject() == null ? user : actor.subject(), after);
            audit.append(AuditEvent.ofOperation("consent-changed", actor, user));
            return after;
        }));
    }

    /**
     * Stores a decision for all ids of a person. A client may have linked an id that is another person's, so an id for which
     * the owner has not confirmed the link only inherits the decision.
     *
     * @param decidedId the id under which the person has decided
     */
    private void saveForAllIds(UserId decidedId, ConsentState state) {
        Set<UserId> ids = identityGraph.idsOf(identityGraph.personOf(decidedId));
        Set<UserId> inheriting = identityGraph.unconfirmed(ids);
        inheriting.remove(decidedId);
        ids.forEach(id -> save(id, state, inheriting.contains(id)));
        knownIds.markKnown(ids);
    }

    private void save(UserId id, ConsentState state, boolean inherited) {
        SuppressionScope scope = store.save(id, state, clock.instant(), inherited);
        boolean isSuppressed = !state.suppressionReasons().isEmpty();
        if (isSuppressed || !suppressionList.reasons(id).isEmpty()) {
            suppressionList.suppress(id, state.suppressionReasons(), scope);
        }
    }

    private ConsentState requireNotErased(UserId user, ConsentChange change) {
        ConsentState before = stateOf(user);
        if (requests.pendingErasure(user).isPresent()) {
            throw new SubjectErasedException(
                    "an erasure of the person is pending; repeat the request after it is completed");
        }
        if (before.equals(ConsentState.ERASED)
                && suppressionList.reasons(user).contains(SuppressionReason.ERASED)
                && !change.givesConsent()) {
            throw new SubjectErasedException(
                    "the person was erased; consent to at least one purpose is required first");
        }
        return before;
    }
}
