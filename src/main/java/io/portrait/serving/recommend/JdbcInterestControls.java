package io.portrait.serving.recommend;

import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.serving.recommend.InterestControl.InterestAction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Interest controls in PostgreSQL. */
@Component
class JdbcInterestControls {

    private static final String FIND = "SELECT topic, action FROM interest_control WHERE user_id = ? ORDER BY topic";

    /** Writes nothing if the user has too many other controls. */
    private static final String PUT = """
            INSERT INTO interest_control (user_id, topic, action, changed_at)
            SELECT ?, ?, ?, ?
            WHERE (SELECT count(*) FROM interest_control WHERE user_id = ? AND topic <> ?) < ?
            ON CONFLICT (user_id, topic) DO UPDATE SET action = excluded.action, changed_at = excluded.changed_at
            """;

    private static final String DELETE = "DELETE FROM interest_control WHERE user_id = ? AND topic = ?";

    private static final RowMapper<InterestControl> CONTROL = (row, index) -> new InterestControl(
            new Topic(row.getString(1)), InterestAction.valueOf(row.getString(2).toUpperCase(Locale.ROOT)));

    private final JdbcTemplate jdbc;

    JdbcInterestControls(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    List<InterestControl> find(UserId user) {
        return jdbc.query(FIND, CONTROL, user.value());
    }

    /** Sets a control; returns false if the limit is reached. */
    boolean put(UserId user, InterestControl control, Instant setAt, int limit) {
        String topic = control.topic().path();
        String action = control.action().name().toLowerCase(Locale.ROOT);
        return jdbc.update(PUT, user.value(), topic, action, setAt.atOffset(ZoneOffset.UTC), user.value(), topic, limit)
                == 1;
    }

    void delete(UserId user, Topic topic) {
        jdbc.update(DELETE, user.value(), topic.path());
    }
}
