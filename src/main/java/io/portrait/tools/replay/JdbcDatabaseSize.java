package io.portrait.tools.replay;

import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The size of the database on disk, as PostgreSQL reports it. */
@Component
class JdbcDatabaseSize {

    private static final String SIZE = "SELECT pg_database_size(current_database())";

    private final JdbcTemplate jdbc;

    JdbcDatabaseSize(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    long bytes() {
        return Objects.requireNonNull(jdbc.queryForObject(SIZE, Long.class));
    }
}
