package io.portrait.shared;

import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which journal of choices is to be followed: the number changes when some were taken out. */
@Component
class JdbcChoiceGeneration {

    private static final String NOW = "SELECT generation FROM choice_generation";

    private static final String NEXT = "UPDATE choice_generation SET generation = generation + 1";

    private final JdbcTemplate jdbc;

    JdbcChoiceGeneration(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    long now() {
        return Objects.requireNonNull(jdbc.queryForObject(NOW, Long.class));
    }

    /** Makes all models begin anew, once the caller's transaction has ended. */
    void next() {
        jdbc.update(NEXT);
    }
}
