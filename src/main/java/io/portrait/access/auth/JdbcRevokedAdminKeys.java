package io.portrait.access.auth;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of the first admin keys that were revoked. They are in the settings, so they cannot be deleted there. */
@Component
class JdbcRevokedAdminKeys {

    private static final String EXISTS = "SELECT EXISTS (SELECT FROM revoked_admin_key WHERE digest = ?)";
    private static final String INSERT =
            "INSERT INTO revoked_admin_key (digest, revoked_at) VALUES (?, ?) ON CONFLICT DO NOTHING";

    private final JdbcTemplate jdbc;

    JdbcRevokedAdminKeys(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    boolean contains(String digest) {
        return Boolean.TRUE.equals(jdbc.queryForObject(EXISTS, Boolean.class, digest));
    }

    /** Adds a key; returns whether it was not revoked before. */
    boolean add(String digest, Instant revokedAt) {
        return jdbc.update(INSERT, digest, revokedAt.atOffset(ZoneOffset.UTC)) == 1;
    }
}
