package io.portrait.ingest;

import io.portrait.ingest.CommitGroup.EventKey;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which events the journal has already. To ask costs a descent of an index an event and month; of the month that is being
 * written the unique index tells as well, but only that there is one. See decision 0018.
 */
final class JdbcDuplicateLookup {

    /** What has arrived later than the latest arrival is nothing; to say so spares the partitions of months to come. */
    private static final String FIND = """
            SELECT k.i - 1 AS index, j.position, j.shard
            FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS k(user_id, message_id, i)
            CROSS JOIN LATERAL (
                SELECT position, shard FROM journal
                WHERE user_id = k.user_id AND message_id = k.message_id AND received_at <= ?%s LIMIT 1) j
            """;

    private static final String FIND_ANYWHERE = FIND.formatted("");

    private final JdbcTemplate jdbc;

    JdbcDuplicateLookup(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Map<EventKey, EventOutcome.Duplicate> find(List<Event> events, Instant latestArrival) {
        return find(FIND_ANYWHERE, events, latestArrival);
    }

    /** Those that arrived in another month than this one. */
    Map<EventKey, EventOutcome.Duplicate> findOutside(YearMonth month, List<Event> events, Instant latestArrival) {
        boolean any = Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT 1 FROM journal WHERE " + outsideOf(month) + ")", Boolean.class));
        return any ? find(FIND.formatted(" AND (" + outsideOf(month) + ")"), events, latestArrival) : new HashMap<>();
    }

    /** With its bounds written out, for then a plan leaves out the month itself. */
    private static String outsideOf(YearMonth month) {
        return "received_at < '%s' OR received_at >= '%s'"
                .formatted(JournalPartitions.startOf(month), JournalPartitions.startOf(month.plusMonths(1)));
    }

    private Map<EventKey, EventOutcome.Duplicate> find(String sql, List<Event> events, Instant latestArrival) {
        List<EventKey> keys = events.stream().map(EventKey::of).toList();
        String[] users = keys.stream().map(key -> key.userId().value()).toArray(String[]::new);
        String[] messages = keys.stream().map(key -> key.messageId().value()).toArray(String[]::new);
        Map<EventKey, EventOutcome.Duplicate> duplicates = new HashMap<>();
        jdbc.query(
                sql,
                row -> {
                    EventKey key = keys.get(row.getInt("index"));
                    duplicates.put(key, new EventOutcome.Duplicate(row.getInt("shard"), row.getLong("position")));
                },
                users,
                messages,
                latestArrival.atOffset(ZoneOffset.UTC));
        return duplicates;
    }
}
