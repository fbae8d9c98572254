package io.portrait.ingest.format;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The SQL of the track event names. */
@Component
class JdbcTrackEventNames {

    private static final String ADD = """
            INSERT INTO track_event_name AS t (name, events, first_at, last_at)
            SELECT n.name, n.events, ?, ? FROM unnest(?::text[], ?::bigint[]) AS n(name, events)
            WHERE (SELECT count(*) FROM track_event_name) < ? OR EXISTS (SELECT 1 FROM track_event_name k WHERE k.name = n.name)
            ON CONFLICT (name) DO UPDATE SET events = t.events + excluded.events, last_at = excluded.last_at
            """;

    private static final String LIST = """
            SELECT name, max(type) AS type, sum(events) AS events, min(first_at) AS first_at, max(last_at) AS last_at
            FROM (SELECT name, type, events, first_at, last_at FROM track_event_name
                  UNION ALL
                  SELECT name, NULL, events, first_at, last_at FROM quarantined_event_name) names
            GROUP BY name ORDER BY sum(events) DESC, name LIMIT ?
            """;

    /** Moves the name out of quarantine, without the persons. */
    private static final String ASSIGN_TYPE = """
            WITH moved AS (DELETE FROM quarantined_event_name WHERE name = ? RETURNING events, first_at, last_at)
            INSERT INTO track_event_name AS t (name, type, events, first_at, last_at)
            SELECT ?::text, ?::text, coalesce(sum(events), 0), coalesce(min(first_at), ?), coalesce(max(last_at), ?) FROM moved
            ON CONFLICT (name) DO UPDATE SET type = excluded.type, events = t.events + excluded.events
            """;

    private static final String LOCK_QUARANTINE = "LOCK TABLE quarantined_event_name IN SHARE ROW EXCLUSIVE MODE";

    private static final String DELETE = "DELETE FROM track_event_name WHERE name = ?";

    private static final String ASSIGNED_TYPES = "SELECT name, type FROM track_event_name WHERE type IS NOT NULL";

    private final JdbcTemplate jdbc;

    JdbcTrackEventNames(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds to the counts in the order of the names, so that two instances cannot deadlock. */
    void add(SortedMap<String, Long> counts, int maxNames, Instant now) {
        if (!counts.isEmpty()) {
            OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
            jdbc.update(
                    ADD,
                    at,
                    at,
                    counts.keySet().toArray(String[]::new),
                    counts.values().toArray(Long[]::new),
                    maxNames);
        }
    }

    List<TrackEventName> list(int limit) {
        return jdbc.query(
                LIST,
                (row, index) -> new TrackEventName(
                        row.getString("name"),
                        row.getString("type"),
                        row.getLong("events"),
                        row.getObject("first_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant()),
                limit);
    }

    /** The lock comes first, because an append writes the names of several persons and could otherwise deadlock. */
    @Transactional
    void assignType(String name, Optional<String> type, Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        jdbc.execute(LOCK_QUARANTINE);
        jdbc.update(ASSIGN_TYPE, name, name, type.orElse(null), at, at);
    }

    void delete(String name) {
        jdbc.update(DELETE, name);
    }

    Map<String, String> assignedTypes() {
        Map<String, String> assignedTypes = new HashMap<>();
        jdbc.query(ASSIGNED_TYPES, row -> {
            assignedTypes.put(row.getString("name"), row.getString("type"));
        });
        return assignedTypes;
    }
}
