package io.portrait.access;

import io.portrait.ingest.Identities;
import io.portrait.ingest.Refusal;
import io.portrait.ingest.SubjectGate;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What people have decided about their data: consent by purpose, restriction, objection. */
@Component
public class Standings {

    private final JdbcStandings store;
    private final JdbcSubjectRequests requests;
    private final SubjectGate gate;
    private final Identities identities;
    private final AuditLog audit;
    private final Clock clock;
    private final TransactionTemplate transactions;

    Standings(
            JdbcStandings store,
            JdbcSubjectRequests requests,
            SubjectGate gate,
            Identities identities,
            AuditLog audit,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.requests = requests;
        this.gate = gate;
        this.identities = identities;
        this.audit = audit;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Where a person stands; who has decided nothing permits everything. */
    public Standing of(UserId user) {
        return now(user).standing();
    }

    /** The same, and what else a decision about the person must know, in one statement. */
    public StandingNow now(UserId user) {
        return store.now(user);
    }

    /** Whether a person's profile must rest. */
    public boolean isAtRest(UserId user) {
        return store.find(user).orElse(Standing.UNDECIDED).isAtRest();
    }

    /**
     * Takes a decision. It holds for every event that is appended after this returns, and for none that was before, under
     * whichever of the person's ids it is. An erased person who consents to something begins anew.
     *
     * @throws SubjectErasedException if the person was erased and consents to nothing, or the erasure is not done yet
     */
    public Standing decide(UserId user, Decision decision, Caller by) {
        return Objects.requireNonNull(transactions.execute(status -> {
            gate.lock();
            Standing before = requirePresent(user, decision);
            Standing after = decision.changing(before);
            identities.idsOf(identities.personOf(user)).forEach(id -> hold(id, after));
            audit.append(AuditEvent.of("standing-changed", by, user));
            return after;
        }));
    }

    private void hold(UserId id, Standing standing) {
        store.keep(id, standing, clock.instant());
        if (!standing.refusals().equals(gate.refusals(id))) {
            gate.refuse(id, standing.refusals());
        }
    }

    private Standing requirePresent(UserId user, Decision decision) {
        Standing before = of(user);
        if (requests.openErasure(user).isPresent()) {
            throw new SubjectErasedException("the person is being erased: ask again when that is done");
        }
        if (before.equals(Standing.ERASED)
                && gate.refusals(user).contains(Refusal.ERASED)
                && !decision.givesConsent()) {
            throw new SubjectErasedException("the person was erased; only consent to a purpose begins anew");
        }
        return before;
    }
}
