package io.portrait.recommend;

import io.portrait.ingest.Refusal;
import io.portrait.ingest.SubjectGate;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The lists that were served, in PostgreSQL. Erasures and notes take turns by the lock of one row: a note that comes after
 * an erasure sees the closed gate, one that came before it is deleted.
 */
@Component
class JdbcImpressions {

    private static final String TURN = "SELECT generation FROM choice_generation FOR SHARE";

    private static final String LAST_TURN = "SELECT generation FROM choice_generation FOR UPDATE";

    private static final String NOTE = """
            INSERT INTO impression (user_id, impression_id, purpose, served_at, items, propensities)
            VALUES (?, ?, ?, ?, ?, ?)
            """;

    private static final String DROP_OLD = "DELETE FROM impression WHERE served_at < ?";

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

    private static Object[] row(Impression served) {
        return new Object[] {
            served.user().value(),
            served.id(),
            served.purpose(),
            served.servedAt().atOffset(ZoneOffset.UTC),
            served.items().stream().map(placed -> placed.item().value()).toArray(String[]::new),
            served.items().stream().map(Impression.Placed::propensity).toArray(Double[]::new)
        };
    }

    void dropBefore(Instant time) {
        jdbc.update(DROP_OLD, time.atOffset(ZoneOffset.UTC));
    }

    /** Within the caller's transaction. */
    void erase(UserId user) {
        jdbc.queryForObject(LAST_TURN, Long.class);
        jdbc.update(ERASE, user.value());
    }
}
