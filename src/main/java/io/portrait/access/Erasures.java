package io.portrait.access;

import io.portrait.ingest.SubjectGate;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets people, in two transactions (decision 0046). The first closes the gate under the lock of the journal's head and
 * notes that the person is to be erased: from its commit on no event of theirs is taken. The second deletes, under the
 * lock of the profile's shard, whatever any module stores, and with the same commit the note's user id. Whatever happens
 * between them, on whichever instance, the note is found and the second made (again).
 */
@Component
public class Erasures {

    private static final Logger log = LoggerFactory.getLogger(Erasures.class);
    private static final int AT_ONCE = 100;

    private final JdbcSubjectRequests requests;
    private final SubjectGate gate;
    private final List<PersonalData> stores;
    private final AuditLog audit;
    private final RequestIds ids;
    private final Clock clock;
    private final TransactionTemplate transactions;

    Erasures(
            JdbcSubjectRequests requests,
            SubjectGate gate,
            List<PersonalData> stores,
            AuditLog audit,
            RequestIds ids,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.requests = requests;
        this.gate = gate;
        this.stores = stores;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Erases a person; a request that is not done when this returns will be. */
    public SubjectRequest erase(UserId user, Caller by) {
        return erase(ids.next(), user, by);
    }

    SubjectRequest erase(String id, UserId user, Caller by) {
        String opened = Objects.requireNonNull(transactions.execute(status -> open(id, user, by)));
        finish(opened);
        return requests.find(opened).orElseThrow();
    }

    /** The first transaction; gives the request that does it, which may be one that was there. */
    String open(String id, UserId user, Caller by) {
        gate.lock();
        Optional<String> running = requests.openErasure(user);
        if (running.isPresent()) {
            return running.get();
        }
        gate.close(user);
        requests.add(new SubjectRequest(id, SubjectRequest.Kind.ERASURE, user, clock.instant(), null), user, by);
        audit.append(AuditEvent.of("erasure-begun", by, user));
        return id;
    }

    private void finish(String id) {
        try {
            transactions.executeWithoutResult(status -> requests.claim(id).ifPresent(user -> deleteAll(id, user)));
        } catch (DataAccessException | TransactionException e) {
            log.warn("Erasure {} is not done yet: {}", id, e.toString());
        }
    }

    private void deleteAll(String id, UserId user) {
        stores.forEach(store -> store.erase(user));
        requests.complete(id, clock.instant());
        audit.append(AuditEvent.of("erasure-done", Caller.SERVICE, user));
    }

    /** What another instance, or an earlier life of this one, has begun. */
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void resume() {
        requests.openErasures(AT_ONCE).forEach(this::finish);
    }
}
