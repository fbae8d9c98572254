package io.portrait.access.consent;

import io.portrait.access.audit.AuditEvent;
import io.portrait.access.audit.AuditLog;
import io.portrait.ingest.IdentityGraph;
import io.portrait.ingest.Shard;
import io.portrait.ingest.SuppressionList;
import io.portrait.ingest.SuppressionScope;
import io.portrait.kernel.Caller;
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
 * The erasure of persons in two transactions (decision 0046). The first one holds the lock of the journal's head,
 * suppresses all further events of the person and stores a pending erasure request. The second one holds the lock of
 * the profile's shard, deletes the data of all modules and completes the request, which then no longer contains the
 * user id. Before it, without locks, the person's ids are removed from the events of other persons. If the process stops between the two, any instance finds the pending request and executes the second
 * transaction.
 *
 * <p>All ids of a person are erased. All of them are suppressed by the first transaction, so the identity graph cannot
 * change between the two. The second transaction waits until the profiles reflect earlier changes of the identity
 * graph.
 */
@Component
public class Erasures {

    private static final Logger log = LoggerFactory.getLogger(Erasures.class);
    private static final int MAX_RESUMED = 100;

    private final JdbcSubjectRequests requests;
    private final SuppressionList suppressionList;
    private final IdentityGraph identityGraph;
    private final PersonalDataStores stores;
    private final AuditLog audit;
    private final Clock clock;
    private final TransactionTemplate transactions;

    Erasures(
            JdbcSubjectRequests requests,
            SuppressionList suppressionList,
            IdentityGraph identityGraph,
            PersonalDataStores stores,
            AuditLog audit,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.requests = requests;
        this.suppressionList = suppressionList;
        this.identityGraph = identityGraph;
        this.stores = stores;
        this.audit = audit;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Erases a person. The returned request may still be pending; it is then completed in the background. */
    public SubjectRequest erase(UserId user, Caller actor) {
        return erase(SubjectRequest.newId(), user, actor);
    }

    SubjectRequest erase(String id, UserId user, Caller actor) {
        String requestId = Objects.requireNonNull(transactions.execute(status -> begin(id, user, actor)));
        tryComplete(requestId);
        return requests.find(requestId).orElseThrow();
    }

    /** The first transaction; returns the id of the new request, or of a pending one of the same person. */
    String begin(String id, UserId user, Caller actor) {
        suppressionList.lock();
        Optional<String> pending = requests.pendingErasure(user);
        if (pending.isPresent()) {
            return pending.get();
        }
        suppress(actor.subject() == null ? user : actor.subject());
        requests.add(
                new SubjectRequest(id, SubjectRequest.SubjectRequestType.ERASURE, user, clock.instant(), null),
                user,
                actor);
        audit.append(AuditEvent.ofOperation("erasure-started", actor, user));
        return id;
    }

    /** Suppresses all ids of a person; an id that a client has linked to the person only as an anonymous id. */
    private void suppress(UserId namedId) {
        List<UserId> ids = idsInShardOrder(namedId);
        Set<UserId> unconfirmed = identityGraph.unconfirmed(Set.copyOf(ids));
        unconfirmed.remove(namedId);
        ids.forEach(id -> suppressionList.suppressErased(
                id, unconfirmed.contains(id) ? SuppressionScope.ANONYMOUS_EVENTS : SuppressionScope.ALL_EVENTS));
    }

    private void tryComplete(String id) {
        try {
            requests.pendingErasureUser(id).ifPresent(user -> stores.removeMentions(idsInShardOrder(user)));
            transactions.executeWithoutResult(status -> requests.claim(id).ifPresent(user -> deleteAll(id, user)));
        } catch (DataAccessException | TransactionException e) {
            log.warn("Erasure {} is still pending: {}", id, e.toString());
        }
    }

    /** All ids of a person, in the lock order of their shards. */
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
        stores.erase(ids);
        requests.markCompleted(id, clock.instant());
        audit.append(AuditEvent.ofOperation("erasure-completed", Caller.SERVICE, user));
    }

    /** Completes pending erasures, including those of other instances and of earlier processes. */
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void resume() {
        requests.pendingErasures(MAX_RESUMED).forEach(this::tryComplete);
    }
}
