package io.portrait.ingest;

import io.portrait.ingest.CommitGroup.EventKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Write access to the table {@code journal}: the lookup of events that it already has, and the insertion of new entries.
 * The lookup costs one index descent per event and month. Within the current month, the unique index detects duplicates
 * too, but it only fails the whole insertion. See decision 0018.
 */
@Component
class JdbcEntryWriter {

    /** {@code received_at <= latest_arrival} lets PostgreSQL skip the partitions of future months. */
    private static final String FIND = """
            SELECT k.i - 1 AS index, j.position, j.shard
            FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS k(user_id, message_id, i)
            CROSS JOIN LATERAL (
                SELECT position, shard FROM journal
                WHERE user_id = k.user_id AND message_id = k.message_id AND received_at <= ?%s LIMIT 1) j
            """;

    private static final Duration RECENT = Duration.ofDays(31);

    private static final String FIND_RECENT = FIND.formatted(" AND received_at > ?");

    private final JdbcTemplate jdbc;
    private final JdbcJournalPartitions partitions;
    private final JdbcDeadLetters deadLetters;
    private final EventDescriptions descriptions;

    JdbcEntryWriter(
            JdbcTemplate jdbc,
            JdbcJournalPartitions partitions,
            JdbcDeadLetters deadLetters,
            EventDescriptions descriptions) {
        this.jdbc = jdbc;
        this.partitions = partitions;
        this.deadLetters = deadLetters;
        this.descriptions = descriptions;
    }

    /** Creates the partition for an arrival time if it does not exist. */
    void ensurePartition(Instant receivedAt) {
        partitions.ensureExists(receivedAt);
    }

    /**
     * Finds the events that the journal already has.
     *
     * @param skippedMonth the month that is not searched; null: all months are searched
     */
    Map<EventKey, EventOutcome.Duplicate> findDuplicates(
            List<Event> events, Instant latestArrival, @Nullable YearMonth skippedMonth) {
        List<EventKey> keys = events.stream().map(EventKey::of).toList();
        if (skippedMonth == null) {
            return find(FIND.formatted(""), keys, latestArrival);
        }
        String otherMonths = outsideOf(skippedMonth);
        boolean any = Boolean.TRUE.equals(
                jdbc.queryForObject("SELECT EXISTS (SELECT 1 FROM journal WHERE " + otherMonths + ")", Boolean.class));
        return any ? find(FIND.formatted(" AND (" + otherMonths + ")"), keys, latestArrival) : new HashMap<>();
    }

    /** The bounds are literals, because only then the query plan leaves out the partition of the month. */
    private static String outsideOf(YearMonth month) {
        return "received_at < '%s' OR received_at >= '%s'"
                .formatted(JdbcJournalPartitions.startOf(month), JdbcJournalPartitions.startOf(month.plusMonths(1)));
    }

    /**
     * Finds entries that have the keys and have arrived within the last month: the retries of a sender,
     * without a search of all months for each event of a person with several ids.
     */
    Map<EventKey, EventOutcome.Duplicate> findRecent(List<EventKey> keys, Instant latestArrival) {
        return keys.isEmpty() ? Map.of() : find(FIND_RECENT, keys, latestArrival, latestArrival.minus(RECENT));
    }

    private Map<EventKey, EventOutcome.Duplicate> find(String sql, List<EventKey> keys, Instant... arrivalBounds) {
        Map<EventKey, EventOutcome.Duplicate> duplicates = new HashMap<>();
        jdbc.query(
                sql,
                row -> {
                    EventKey key = keys.get(row.getInt("index"));
                    duplicates.put(key, new EventOutcome.Duplicate(row.getInt("shard"), row.getLong("position")));
                },
                Stream.concat(
                                Stream.of(
                                        keys.stream()
                                                .map(key -> key.userId().value())
                                                .toArray(String[]::new),
                                        keys.stream()
                                                .map(key -> key.messageId().value())
                                                .toArray(String[]::new)),
                                Arrays.stream(arrivalBounds).map(bound -> bound.atOffset(ZoneOffset.UTC)))
                        .toArray());
        return duplicates;
    }

    /** Inserts the entries, the dead letters and the descriptions of a group. */
    void write(CommitGroup group) {
        if (!group.entries().isEmpty()) {
            byte[] rows = JournalCopyEncoder.encode(sortedByUser(group.entries()));
            jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
                copy(connection, rows);
                return null;
            });
        }
        deadLetters.store(group.invalidEvents(), group.receivedAt());
        if (!group.describedEvents().isEmpty()) {
            descriptions.store(group.describedEvents(), group.receivedAt());
        }
    }

    /** In the order of the unique index, so that consecutive rows use index pages that are in the processor's caches. */
    private static List<JournalEntry> sortedByUser(List<JournalEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(entry -> entry.event().userId()))
                .toList();
    }

    private static void copy(Connection connection, byte[] rows) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(JournalCopyEncoder.SQL);
        try {
            copy.writeToCopy(rows, 0, rows.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
