package io.portrait.load;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Everything that is read from outside at one moment. */
record Moment(long nanos, ProcessUse processes, Optional<DatabaseUse> database) {

    static Moment now(Optional<JdbcTemplate> database) {
        return new Moment(System.nanoTime(), ProcessUse.now(), database.map(DatabaseUse::now));
    }

    double secondsTo(Moment later) {
        return (later.nanos - nanos) / 1e9;
    }
}
