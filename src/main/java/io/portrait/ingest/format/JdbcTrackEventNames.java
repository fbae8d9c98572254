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

/** The SQL of the track event names. */
@Component
class JdbcTrackEventNames {

    private static final String ADD = """
            INSERT INTO track_event_name AS t (name, events, first_at, last_at)
            SELECT n.name, n.events, ?, ? FROM unnest(?::text[], ?::bigint[]) AS n(name, events)
            WHERE (SELECT count(*) FROM track_event_name) < ? OR EXISTS (SELECT 1 FROM track_event_name k WHERE k.name = n.name)
            ON CONFLICT (name) DO UPDATE SET events = t.events + excluded.events, last_at = excluded.last_at
            """;

    private static final String LIST =
            "SELECT name, type, events, first_at, last_at FROM track_event_name ORDER BY events DESC, name";

    private static final String ASSIGN_TYPE = """
            INSERT INTO track_event_name (name, type, first_at, last_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET type = excluded.type
            """;

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

    List<TrackEventName> list() {
        return jdbc.query(
                LIST,
                (row, index) -> new TrackEventName(
                        row.getString("name"),
                        row.getString("type"),
                        row.getLong("events"),
                        row.getObject("first_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant()));
    }

    void assignType(String name, Optional<String> type, Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        jdbc.update(ASSIGN_TYPE, name, type.orElse(null), at, at);
    }

    Map<String, String> assignedTypes() {
        Map<String, String> assignedTypes = new HashMap<>();
        jdbc.query(ASSIGNED_TYPES, row -> {
            assignedTypes.put(row.getString("name"), row.getString("type"));
        });
        return assignedTypes;
    }
}
