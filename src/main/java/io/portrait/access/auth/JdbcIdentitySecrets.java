package io.portrait.access.auth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of the salts from which the secrets of identity tokens are derived. */
@Component
class JdbcIdentitySecrets {

    /** The current salt of a key, and the previous one with its expiry. */
    record StoredSalts(
            String current,
            @Nullable String previous,
            @Nullable Instant previousExpiresAt) {}

    private static final String FIND =
            "SELECT salt, previous_salt, previous_expires_at FROM identity_secret WHERE key_id = ?";

    private static final String ROTATE = """
            INSERT INTO identity_secret AS s (key_id, salt, created_at) VALUES (?, ?, ?)
            ON CONFLICT (key_id) DO UPDATE
            SET previous_salt = s.salt, previous_expires_at = ?, salt = excluded.salt, created_at = excluded.created_at
            RETURNING previous_salt IS NOT NULL
            """;

    private static final String DELETE = "DELETE FROM identity_secret WHERE key_id = ?";

    private final JdbcTemplate jdbc;

    JdbcIdentitySecrets(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<StoredSalts> find(String keyId) {
        return jdbc.query(FIND, (row, index) -> salts(row), keyId).stream().findFirst();
    }

    private static StoredSalts salts(ResultSet row) throws SQLException {
        @Nullable OffsetDateTime expiresAt = row.getObject("previous_expires_at", OffsetDateTime.class);
        return new StoredSalts(
                row.getString("salt"),
                row.getString("previous_salt"),
                expiresAt == null ? null : expiresAt.toInstant());
    }

    /** Stores a new salt; the salt before it, if any, stays valid until a time. Returns whether there was one. */
    boolean rotate(String keyId, String salt, Instant now, Instant previousExpiresAt) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                ROTATE,
                Boolean.class,
                keyId,
                salt,
                now.atOffset(ZoneOffset.UTC),
                previousExpiresAt.atOffset(ZoneOffset.UTC)));
    }

    boolean delete(String keyId) {
        return jdbc.update(DELETE, keyId) > 0;
    }
}
