package io.portrait.access.consent;

import io.portrait.access.audit.AuditEvent;
import io.portrait.access.audit.AuditLog;
import io.portrait.ingest.IdentityGraph;
import io.portrait.ingest.SuppressionList;
import io.portrait.ingest.SuppressionReason;
import io.portrait.kernel.Caller;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What people have decided about their data: consent by purpose, restriction, objection. */
@Component
public class Consents {

    private final JdbcConsents store;
    private final JdbcSubjectRequests requests;
    private final SuppressionList suppressionList;
    private final IdentityGraph identityGraph;
    private final AuditLog audit;
    private final Clock clock;
    private final TransactionTemplate transactions;

    Consents(
            JdbcConsents store,
            JdbcSubjectRequests requests,
            SuppressionList suppressionList,
            IdentityGraph identityGraph,
            AuditLog audit,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.requests = requests;
        this.suppressionList = suppressionList;
        this.identityGraph = identityGraph;
        this.audit = audit;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** The consent state of a person; without a decision everything is permitted. */
    public ConsentState stateOf(UserId user) {
        return store.stateOf(user);
    }

    /** Whether a person's profile must rest. */
    public boolean isProcessingRestricted(UserId user) {
        return store.find(user).orElse(ConsentState.UNDECIDED).isProcessingRestricted();
    }

    /**
     * Takes a decision. It holds for every event that is appended after this returns, and for none that was before, under
     * whichever of the person's ids it is. An erased person who consents to something begins anew.
     *
     * @throws SubjectErasedException if the person was erased and consents to nothing, or the erasure is not done yet
     */
    public ConsentState change(UserId user, ConsentChange change, Caller actor) {
        return Objects.requireNonNull(transactions.execute(status -> {
            suppressionList.lock();
            ConsentState before = requireNotErased(user, change);
            ConsentState after = change.applyTo(before);
            identityGraph.idsOf(identityGraph.personOf(user)).forEach(id -> save(id, after));
            audit.append(AuditEvent.ofOperation("standing-changed", actor, user));
            return after;
        }));
    }

    private void save(UserId id, ConsentState state) {
        store.save(id, state, clock.instant());
        if (!state.suppressionReasons().equals(suppressionList.reasons(id))) {
            suppressionList.suppress(id, state.suppressionReasons());
        }
    }

    private ConsentState requireNotErased(UserId user, ConsentChange change) {
        ConsentState before = stateOf(user);
        if (requests.pendingErasure(user).isPresent()) {
            throw new SubjectErasedException("the person is being erased: ask again when that is done");
        }
        if (before.equals(ConsentState.ERASED)
                && suppressionList.reasons(user).contains(SuppressionReason.ERASED)
                && !change.givesConsent()) {
            throw new SubjectErasedException("the person was erased; only consent to a purpose begins anew");
        }
        return before;
    }
}
