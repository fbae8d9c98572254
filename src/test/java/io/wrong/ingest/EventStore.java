package io.wrong.ingest;

import org.springframework.jdbc.core.JdbcTemplate;

/** SQL in a class whose name does not begin with {@code Jdbc}. */
final class EventStore {

    private EventStore() {}

    static void forgetAll(JdbcTemplate jdbc) {
        jdbc.execute("TRUNCATE journal");
    }
}
