package io.portrait.serving.models;

import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The model generation in PostgreSQL: one row. */
@Component
class JdbcModelGeneration implements ModelGeneration {

    private static final String CURRENT = "SELECT generation FROM model_generation";

    private static final String LOCK = "SELECT generation FROM model_generation FOR UPDATE";

    private static final String LOCK_SHARED = "SELECT generation FROM model_generation FOR SHARE";

    private static final String INCREMENT = "UPDATE model_generation SET generation = generation + 1";

    private final JdbcTemplate jdbc;

    JdbcModelGeneration(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long current() {
        return generation(CURRENT);
    }

    @Override
    public void lock() {
        generation(LOCK);
    }

    /** The present generation, which cannot change until the caller's transaction ends. */
    long currentLockedShared() {
        return generation(LOCK_SHARED);
    }

    private long generation(String query) {
        return Objects.requireNonNull(jdbc.queryForObject(query, Long.class));
    }

    @Override
    public void increment() {
        jdbc.update(INCREMENT);
    }
}
