package io.portrait.profile.segment;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** The store of segments in PostgreSQL. */
@Component
class JdbcSegmentStore {

    private static final String ALL = "SELECT name, rule, created_at FROM segment ORDER BY name COLLATE \"C\"";

    private static final String SAVE = """
            INSERT INTO segment (name, rule, created_at)
            SELECT ?, ?, ? WHERE (SELECT count(*) FROM segment WHERE name <> ?) < ?
            ON CONFLICT (name) DO UPDATE SET rule = excluded.rule, created_at = excluded.created_at
            """;

    private static final String DELETE = "DELETE FROM segment WHERE name = ?";

    private static final RowMapper<Segment> SEGMENT = (row, index) -> segment(
            row.getString("name"),
            row.getString("rule"),
            row.getObject("created_at", OffsetDateTime.class).toInstant());

    private final JdbcTemplate jdbc;

    JdbcSegmentStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private static Segment segment(String name, String rule, Instant createdAt) {
        return new Segment(name, rule, SegmentRule.parse(rule), createdAt);
    }

    List<Segment> all() {
        return jdbc.query(ALL, SEGMENT);
    }

    /**
     * Saves a segment unless there are {@code limit} others.
     *
     * @return whether it was saved
     */
    boolean save(Segment segment, int limit) {
        return jdbc.update(
                        SAVE,
                        segment.name(),
                        segment.ruleText(),
                        segment.createdAt().atOffset(ZoneOffset.UTC),
                        segment.name(),
                        limit)
                > 0;
    }

    boolean delete(String name) {
        return jdbc.update(DELETE, name) > 0;
    }
}
