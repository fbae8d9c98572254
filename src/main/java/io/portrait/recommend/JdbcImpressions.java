package io.portrait.recommend;

import io.portrait.ingest.Refusal;
import io.portrait.ingest.SubjectGate;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.recommend.Impression.Lot;
import io.portrait.recommend.Impression.Search;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The lists that were served, in PostgreSQL. Erasures and notes take turns by the lock of one row: a note that comes after
 * an erasure sees the closed gate, one that came before it is deleted; and lists become visible in the order of their
 * numbers.
 */
@Component
class JdbcImpressions {

    private static final String TURN = "SELECT generation FROM choice_generation FOR UPDATE";

    private static final String NOTE = """
            INSERT INTO impression (user_id, impression_id, purpose, served_at, items, propensities,
                                    query, worths, rivals, chances)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String DROP_OLD = "DELETE FROM impression WHERE served_at < ?";

    /** What was learned of the person's searches is to be learned again without them. */
    private static final String LEARN_AGAIN = """
            UPDATE choice_generation SET generation = generation + 1
            WHERE EXISTS (SELECT 1 FROM impression WHERE user_id = ? AND query IS NOT NULL)
            """;

    private static final String ERASE = "DELETE FROM impression WHERE user_id = ?";

    private final JdbcTemplate jdbc;
    private final SubjectGate gate;
    private final TransactionTemplate transactions;

    JdbcImpressions(JdbcTemplate jdbc, SubjectGate gate, PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        this.gate = gate;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Keeps lists, but of nobody who is erased. */
    void note(List<Impression> served) {
        transactions.executeWithoutResult(status -> {
            jdbc.queryForObject(TURN, Long.class);
            jdbc.batchUpdate(
                    NOTE,
                    served.stream()
                            .filter(each -> !gate.refusals(each.user()).contains(Refusal.ERASED))
                            .map(JdbcImpressions::row)
                            .toList());
        });
    }

    private static @Nullable Object[] row(Impression served) {
        return new @Nullable Object[] {
            served.user().value(),
            served.id(),
            served.purpose(),
            served.servedAt().atOffset(ZoneOffset.UTC),
            served.items().stream().map(placed -> placed.item().value()).toArray(String[]::new),
            served.items().stream().map(Impression.Placed::propensity).toArray(Double[]::new),
            served.search().map(Search::query).orElse(null),
            served.search().map(search -> numbers(search.worths())).orElse(null),
            served.lot().map(JdbcImpressions::rivals).orElse(null),
            served.lot().map(lot -> numbers(lot.chances())).orElse(null)
        };
    }

    private static String[] rivals(Lot lot) {
        return lot.items().stream().map(ItemId::value).toArray(String[]::new);
    }

    private static Double[] numbers(List<Double> values) {
        return values.toArray(Double[]::new);
    }

    void dropBefore(Instant time) {
        jdbc.update(DROP_OLD, time.atOffset(ZoneOffset.UTC));
    }

    /** Within the caller's transaction. */
    void erase(UserId user) {
        jdbc.queryForObject(TURN, Long.class);
        jdbc.update(LEARN_AGAIN, user.value());
        jdbc.update(ERASE, user.value());
    }
}
