package io.portrait.serving.models;

import io.portrait.ingest.JournalReader;
import java.util.Objects;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The model generation in PostgreSQL: one row. */
@Component
class JdbcModelGeneration implements ModelGeneration {

    private static final String CURRENT = "SELECT generation FROM model_generation";

    private static final String LOCK = "SELECT generation FROM model_generation FOR UPDATE";

    private static final String LOCK_SHARED = "SELECT generation FROM model_generation FOR SHARE";

    private static final String INCREMENT = "UPDATE model_generation SET generation = generation + 1";

    private static final String ADD_IDENTITY_POSITION =
            "INSERT INTO model_identity_position (generation, position) SELECT generation, ? FROM model_generation";

    /** The models of an instance that has not seen so many generations learn identities in the order of the journal. */
    private static final String DELETE_OLD_IDENTITY_POSITIONS =
            "DELETE FROM model_identity_position WHERE generation < (SELECT generation - 1000 FROM model_generation)";

    private static final String IDENTITY_POSITION = "SELECT position FROM model_identity_position WHERE generation = ?";

    private final JdbcTemplate jdbc;
    private final JournalReader journal;

    /**
     * The generation.
     *
     * @param journal lazy, because the journal tells the module of consent about merged persons
     */
    JdbcModelGeneration(JdbcTemplate jdbc, @Lazy JournalReader journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    /** The journal position up to which a generation knows the identities of persons from its beginning; 0 if there is none. */
    long identitiesUpTo(long ofGeneration) {
        return jdbc.queryForList(IDENTITY_POSITION, Long.class, ofGeneration).stream()
                .findFirst()
                .orElse(0L);
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
        jdbc.update(ADD_IDENTITY_POSITION, journal.lastPosition());
        jdbc.update(DELETE_OLD_IDENTITY_POSITIONS);
    }
}
