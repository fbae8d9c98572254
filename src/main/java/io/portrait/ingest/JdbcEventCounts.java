package io.portrait.ingest;

import io.portrait.ingest.EventCountKey.CountedMeasure;
import io.portrait.ingest.EventCountKey.CountedNames;
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

/** The stored event counts of all instances. */
@Component
class JdbcEventCounts {

    /** Locks until the commit, so that two instances cannot both add the last name that the limit allows. */
    private static final String LOCK = "LOCK TABLE event_count IN SHARE ROW EXCLUSIVE MODE";

    private static final String ADD = """
            INSERT INTO event_count (type, measure, name, events, since)
            SELECT type, measure, name, events, ?
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) AS added(type, measure, name, events)
            ON CONFLICT (type, measure, name) DO UPDATE SET events = event_count.events + excluded.events
            """;

    private static final String DELETE_OLD_MINUTES =
            "DELETE FROM event_count WHERE measure = 'MINUTE' AND name::bigint < ?";

    private static final String ALL = "SELECT * FROM event_count";

    /**
     * A count of all instances.
     *
     * @param since when it was begun
     */
    record StoredEventCount(EventCountKey key, long events, Instant since) {}

    private static final RowMapper<StoredEventCount> COUNT_MAPPER = (row, index) -> new StoredEventCount(
            new EventCountKey(
                    row.getString("type"), CountedMeasure.valueOf(row.getString("measure")), row.getString("name")),
            row.getLong("events"),
            row.getObject("since", OffsetDateTime.class).toInstant());

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    JdbcEventCounts(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Adds the counts of an instance, and deletes the counts of minutes before the last hour. */
    void add(Map<EventCountKey, Long> counts, Instant now) {
        transactions.executeWithoutResult(status -> {
            jdbc.execute(LOCK);
            insert(bounded(counts), now);
            jdbc.update(DELETE_OLD_MINUTES, EventStatistics.firstMinuteOfHour(now));
        });
    }

    private Map<EventCountKey, Long> bounded(Map<EventCountKey, Long> counts) {
        CountedNames names = new CountedNames();
        all().forEach(counted -> names.boundedKey(counted.key()));
        Map<EventCountKey, Long> bounded = new HashMap<>();
        counts.forEach((key, events) -> bounded.merge(names.boundedKey(key), events, Long::sum));
        return bounded;
    }

    private void insert(Map<EventCountKey, Long> counts, Instant now) {
        List<EventCountKey> keys = List.copyOf(counts.keySet());
        jdbc.update(
                ADD,
                now.atOffset(ZoneOffset.UTC),
                keys.stream().map(EventCountKey::type).toArray(String[]::new),
                keys.stream().map(key -> key.measure().name()).toArray(String[]::new),
                keys.stream().map(EventCountKey::name).toArray(String[]::new),
                keys.stream().map(counts::get).toArray(Long[]::new));
    }

    List<StoredEventCount> all() {
        return jdbc.query(ALL, COUNT_MAPPER);
    }
}
