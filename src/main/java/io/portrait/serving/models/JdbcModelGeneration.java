package io.portrait.serving.models;

import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which journal of choices is to be followed: the number changes when some were taken out. */
@Component
class JdbcModelGeneration {

    private static final String CURRENT = "SELECT generation FROM model_generation";

    private static final String INCREMENT = "UPDATE model_generation SET generation = generation + 1";

    private final JdbcTemplate jdbc;

    JdbcModelGeneration(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    long current() {
        return Objects.requireNonNull(jdbc.queryForObject(CURRENT, Long.class));
    }

    /** Makes all models begin anew, once the caller's transaction has ended. */
    void increment() {
        jdbc.update(INCREMENT);
    }
}
