package io.portrait.ingest;

import io.portrait.ingest.ArrivalCount.Measure;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The counts of all instances together, in PostgreSQL. */
@Component
class JdbcArrivalCounts {

    /** Held to the commit, so that two instances do not both take the last room for a name. */
    private static final String ONE_AT_A_TIME = "LOCK TABLE arrival_count IN SHARE ROW EXCLUSIVE MODE";

    private static final String ADD = """
            INSERT INTO arrival_count (type, measure, name, events, since)
            SELECT type, measure, name, events, ?
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) AS added(type, measure, name, events)
            ON CONFLICT (type, measure, name) DO UPDATE SET events = arrival_count.events + excluded.events
            """;

    private static final String FORGET_MINUTES =
            "DELETE FROM arrival_count WHERE measure = 'MINUTE' AND name::bigint < ?";

    private static final String ALL = "SELECT * FROM arrival_count";

    /**
     * A count of all instances.
     *
     * @param since when it was begun
     */
    record Counted(ArrivalCount count, long events, Instant since) {}

    private static final RowMapper<Counted> COUNTED = (row, index) -> new Counted(
            new ArrivalCount(row.getString("type"), Measure.valueOf(row.getString("measure")), row.getString("name")),
            row.getLong("events"),
            row.getObject("since", OffsetDateTime.class).toInstant());

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    JdbcArrivalCounts(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Adds what an instance has counted, and forgets the minutes before the last hour. */
    void add(Map<ArrivalCount, Long> counts, Instant now) {
        transactions.executeWithoutResult(status -> {
            jdbc.execute(ONE_AT_A_TIME);
            insert(bounded(counts), now);
            jdbc.update(FORGET_MINUTES, ArrivalStatistics.firstMinute(now));
        });
    }

    private Map<ArrivalCount, Long> bounded(Map<ArrivalCount, Long> counts) {
        ArrivalNames names = new ArrivalNames();
        all().forEach(counted -> names.bounded(counted.count()));
        Map<ArrivalCount, Long> bounded = new HashMap<>();
        counts.forEach((count, events) -> bounded.merge(names.bounded(count), events, Long::sum));
        return bounded;
    }

    private void insert(Map<ArrivalCount, Long> counts, Instant now) {
        List<ArrivalCount> keys = List.copyOf(counts.keySet());
        jdbc.update(
                ADD,
                now.atOffset(ZoneOffset.UTC),
                keys.stream().map(ArrivalCount::type).toArray(String[]::new),
                keys.stream().map(key -> key.measure().name()).toArray(String[]::new),
                keys.stream().map(ArrivalCount::name).toArray(String[]::new),
                keys.stream().map(counts::get).toArray(Long[]::new));
    }

    List<Counted> all() {
        return jdbc.query(ALL, COUNTED);
    }
}
