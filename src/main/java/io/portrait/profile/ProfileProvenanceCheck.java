package io.portrait.profile;

import io.portrait.ingest.IdentityGraph;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A check at start that the stored rows have the layout, feature schema and learners of this program (invariant 6,
 * src/docs/invariants.md). On request it deletes all rows instead, so that the projection rebuilds them from the
 * journal.
 */
@Component
class ProfileProvenanceCheck {

    private static final Logger log = LoggerFactory.getLogger(ProfileProvenanceCheck.class);

    private static final String SAVE_FINGERPRINT = """
            INSERT INTO profile_provenance (only_row, fingerprint) VALUES (true, ?)
            ON CONFLICT (only_row) DO UPDATE SET fingerprint = excluded.fingerprint
            """;

    private final JdbcTemplate jdbc;
    private final String fingerprint;
    private final IdentityGraph identityGraph;

    ProfileProvenanceCheck(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager,
            UserStateCodec codec,
            IdentityGraph identityGraph,
            ProfileProperties properties) {
        this.jdbc = jdbc;
        this.identityGraph = identityGraph;
        this.fingerprint = codec.fingerprint();
        if (properties.rebuild()) {
            new TransactionTemplate(transactionManager).executeWithoutResult(status -> deleteAllProfiles());
        }
        requireSameFingerprint();
    }

    private void deleteAllProfiles() {
        log.warn("Deleting all profiles; they are rebuilt from the journal");
        jdbc.execute("LOCK TABLE projection_offset IN EXCLUSIVE MODE");
        jdbc.execute("TRUNCATE profile");
        jdbc.update("UPDATE projection_offset SET position = 0, rows_version = rows_version + 1");
        identityGraph.markAllPending();
        jdbc.update(SAVE_FINGERPRINT, fingerprint);
    }

    private void requireSameFingerprint() {
        List<String> stored =
                jdbc.query("SELECT fingerprint FROM profile_provenance", (row, index) -> row.getString(1));
        if (stored.isEmpty()) {
            jdbc.update(SAVE_FINGERPRINT, fingerprint);
        } else if (!stored.getFirst().equals(fingerprint)) {
            throw new ProfileProvenanceException(stored.getFirst(), fingerprint);
        }
    }
}
