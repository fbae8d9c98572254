package io.portrait.serving.recommend;

import io.portrait.ingest.SuppressionList;
import io.portrait.ingest.SuppressionReason;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.serving.models.ModelGeneration;
import io.portrait.serving.recommend.ServedList.ExplorationDraw;
import io.portrait.serving.recommend.ServedList.SearchContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The log of served lists in PostgreSQL. Inserts and erasures are serialised by the lock of the model generation: an
 * insert after an erasure sees the suppression, an insert before it is deleted by the erasure. The lock also makes
 * lists visible in the order of their numbers.
 */
@Component
class JdbcServedListLog {

    private static final String INSERT = """
            INSERT INTO served_list (user_id, list_id, purpose, served_at, items, propensities,
                                    query, prior_relevance, candidates, candidate_propensities)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** A wrong clock alone deletes nothing: lists must be older than the retention by the newest list as well. */
    private static final String DELETE_EXPIRED = """
            DELETE FROM served_list
            WHERE served_at < least(?, (SELECT served_at FROM served_list ORDER BY number DESC LIMIT 1)) - ?::interval
            """;

    private static final String HAS_SEARCHES =
            "SELECT EXISTS (SELECT FROM served_list WHERE user_id = ? AND query IS NOT NULL)";

    private static final String ERASE = "DELETE FROM served_list WHERE user_id = ?";

    private final JdbcTemplate jdbc;
    private final SuppressionList suppressions;
    private final ModelGeneration generation;
    private final TransactionTemplate transactions;

    JdbcServedListLog(
            JdbcTemplate jdbc,
            SuppressionList suppressions,
            ModelGeneration generation,
            PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        this.suppressions = suppressions;
        this.generation = generation;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Inserts lists, except those of erased persons. */
    void insert(List<ServedList> served) {
        if (served.isEmpty()) {
            return;
        }
        transactions.executeWithoutResult(status -> {
            generation.lock();
            jdbc.batchUpdate(
                    INSERT,
                    served.stream()
                            .filter(servedList ->
                                    !suppressions.reasons(servedList.user()).contains(SuppressionReason.ERASED))
                            .map(JdbcServedListLog::row)
                            .toList());
        });
    }

    private static @Nullable Object[] row(ServedList served) {
        return new @Nullable Object[] {
            served.user().value(),
            served.listId(),
            served.purpose(),
            served.servedAt().atOffset(ZoneOffset.UTC),
            served.items().stream().map(servedItem -> servedItem.item().value()).toArray(String[]::new),
            served.items().stream().map(ServedList.ServedItem::propensity).toArray(Double[]::new),
            served.search().map(SearchContext::query).orElse(null),
            served.search().map(search -> numbers(search.priorRelevance())).orElse(null),
            served.draw().map(JdbcServedListLog::candidates).orElse(null),
            served.draw().map(draw -> numbers(draw.propensities())).orElse(null)
        };
    }

    private static String[] candidates(ExplorationDraw draw) {
        return draw.candidates().stream().map(ItemId::value).toArray(String[]::new);
    }

    private static Double[] numbers(List<Double> values) {
        return values.toArray(Double[]::new);
    }

    void deleteExpired(Instant now, Duration retention) {
        jdbc.update(DELETE_EXPIRED, now.atOffset(ZoneOffset.UTC), retention.toString());
    }

    /**
     * Erases the lists of a person within the caller's transaction. If the person has searched, the models are
     * relearned without these searches.
     */
    void erase(UserId user) {
        generation.lock();
        if (Boolean.TRUE.equals(jdbc.queryForObject(HAS_SEARCHES, Boolean.class, user.value()))) {
            generation.increment();
        }
        jdbc.update(ERASE, user.value());
    }
}
