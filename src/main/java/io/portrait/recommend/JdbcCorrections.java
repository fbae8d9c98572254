package io.portrait.recommend;

import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.recommend.Correction.Action;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** The corrections in PostgreSQL. */
@Component
class JdbcCorrections {

    private static final String FIND = "SELECT topic, action FROM interest_correction WHERE user_id = ? ORDER BY topic";

    /** Nothing is written where there are too many others. */
    private static final String PUT = """
            INSERT INTO interest_correction (user_id, topic, action, corrected_at)
            SELECT ?, ?, ?, ?
            WHERE (SELECT count(*) FROM interest_correction WHERE user_id = ? AND topic <> ?) < ?
            ON CONFLICT (user_id, topic) DO UPDATE SET action = excluded.action, corrected_at = excluded.corrected_at
            """;

    private static final String DELETE = "DELETE FROM interest_correction WHERE user_id = ? AND topic = ?";

    private static final RowMapper<Correction> CORRECTION = (row, index) -> new Correction(
            new Topic(row.getString(1)), Action.valueOf(row.getString(2).toUpperCase(Locale.ROOT)));

    private final JdbcTemplate jdbc;

    JdbcCorrections(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    List<Correction> find(UserId user) {
        return jdbc.query(FIND, CORRECTION, user.value());
    }

    /** Says whether there was room. */
    boolean put(UserId user, Correction correction, Instant at, int most) {
        String topic = correction.topic().path();
        String action = correction.action().name().toLowerCase(Locale.ROOT);
        return jdbc.update(PUT, user.value(), topic, action, at.atOffset(ZoneOffset.UTC), user.value(), topic, most)
                == 1;
    }

    void delete(UserId user, Topic topic) {
        jdbc.update(DELETE, user.value(), topic.path());
    }
}
