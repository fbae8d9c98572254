package io.portrait.access.consent;

import io.portrait.access.audit.AuditEvent;
import io.portrait.access.audit.AuditLog;
import io.portrait.ingest.IdentityGraph;
import io.portrait.ingest.Shard;
import io.portrait.ingest.SuppressionList;
import io.portrait.kernel.Caller;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
 *
 * <p>A person is forgotten under all of their ids. Since the gate is closed to each, who is who does not change between
 * the two; what is still to be done to the profiles for a change before is waited for.
 */
@Component
public class Erasures {

    private static final Logger log = LoggerFactory.getLogger(Erasures.class);
    private static final int MAX_RESUMED = 100;

    private final JdbcSubjectRequests requests;
    private final SuppressionList suppressionList;
    private final IdentityGraph identityGraph;
    private final List<PersonalData> stores;
    private final AuditLog audit;
    private final RequestIds ids;
    private final Clock clock;
    private final TransactionTemplate transactions;

    Erasures(
            JdbcSubjectRequests requests,
            SuppressionList suppressionList,
            IdentityGraph identityGraph,
            List<PersonalData> stores,
            AuditLog audit,
            RequestIds ids,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.requests = requests;
        this.suppressionList = suppressionList;
        this.identityGraph = identityGraph;
        this.stores = stores;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Erases a person; a request that is not done when this returns will be. */
    public SubjectRequest erase(UserId user, Caller actor) {
        return erase(ids.next(), user, actor);
    }

    SubjectRequest erase(String id, UserId user, Caller actor) {
        String requestId = Objects.requireNonNull(transactions.execute(status -> begin(id, user, actor)));
        tryComplete(requestId);
        return requests.find(requestId).orElseThrow();
    }

    /** The first transaction; gives the request that does it, which may be one that was there. */
    String begin(String id, UserId user, Caller actor) {
        suppressionList.lock();
        Optional<String> pending = requests.pendingErasure(user);
        if (pending.isPresent()) {
            return pending.get();
        }
        idsInShardOrder(user).forEach(suppressionList::suppressErased);
        requests.add(
                new SubjectRequest(id, SubjectRequest.SubjectRequestType.ERASURE, user, clock.instant(), null),
                user,
                actor);
        audit.append(AuditEvent.ofOperation("erasure-begun", actor, user));
        return id;
    }

    private void tryComplete(String id) {
        try {
            transactions.executeWithoutResult(status -> requests.claim(id).ifPresent(user -> deleteAll(id, user)));
        } catch (DataAccessException | TransactionException e) {
            log.warn("Erasure {} is not done yet: {}", id, e.toString());
        }
    }

    /** In the order in which their shards are locked. */
    private List<UserId> idsInShardOrder(UserId user) {
        return identityGraph.idsOf(identityGraph.personOf(user)).stream()
                .sorted(Comparator.comparingInt(Shard::of))
                .toList();
    }

    private void deleteAll(String id, UserId user) {
        List<UserId> ids = idsInShardOrder(user);
        if (identityGraph.isPending(Set.copyOf(ids))) {
            return;
        }
        stores.forEach(store -> ids.forEach(store::erase));
        requests.markCompleted(id, clock.instant());
        audit.append(AuditEvent.ofOperation("erasure-done", Caller.SERVICE, user));
    }

    /** What another instance, or an earlier life of this one, has begun. */
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void resume() {
        requests.pendingErasures(MAX_RESUMED).forEach(this::tryComplete);
    }
}
