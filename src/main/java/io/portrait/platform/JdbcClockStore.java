package io.portrait.platform;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The newest time that was seen, and the clock of the database. */
@Component
class JdbcClockStore {

    private static final String READ =
            "SELECT (SELECT last_seen FROM clock_state) AS last_seen, clock_timestamp() AS database_time";

    private static final String SAVE = """
            INSERT INTO clock_state (last_seen) VALUES (?)
            ON CONFLICT (only_row) DO UPDATE SET last_seen = greatest(clock_state.last_seen, excluded.last_seen)
            RETURNING clock_timestamp()
            """;

    private static final String REPLACE = """
            INSERT INTO clock_state (last_seen) VALUES (?) ON CONFLICT (only_row) DO UPDATE SET last_seen = excluded.last_seen
            """;

    private final JdbcTemplate jdbc;

    /**
     * The times that a start compares with its clock.
     *
     * @param lastSeen the newest time of an instance; empty in a new database
     */
    record ClockState(Optional<Instant> lastSeen, Instant databaseTime) {}

    JdbcClockStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    ClockState read() {
        return Objects.requireNonNull(jdbc.queryForObject(
                READ,
                (row, index) -> new ClockState(
                        Optional.ofNullable(row.getObject("last_seen", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        row.getObject("database_time", OffsetDateTime.class).toInstant())));
    }

    /** Saves a time unless a later one is saved. Returns the time of the database. */
    Instant save(Instant time) {
        return Objects.requireNonNull(jdbc.queryForObject(SAVE, OffsetDateTime.class, time.atOffset(ZoneOffset.UTC)))
                .toInstant();
    }

    /** Saves a time also if it is earlier. */
    void replace(Instant time) {
        jdbc.update(REPLACE, time.atOffset(ZoneOffset.UTC));
    }
}
