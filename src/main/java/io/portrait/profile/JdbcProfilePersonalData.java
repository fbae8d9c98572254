package io.portrait.profile;

import io.portrait.ingest.Shard;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.PersonalData.RecordSink;
import io.portrait.kernel.UserId;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The profile row of a person, for erasure and export. Erasure waits for the running batch of the shard and invalidates
 * all cached rows of the shard.
 */
@Component
@Order(1)
class JdbcProfilePersonalData implements PersonalData {

    private static final String LOCK_SHARD = "SELECT position FROM projection_offset WHERE shard = ? FOR UPDATE";

    private static final String INVALIDATE_ROW_CACHES = """
            UPDATE projection_offset
            SET rows_version = ?, erasures = (SELECT erasures FROM journal_erasures)
            WHERE shard = ?
            """;

    private static final String ERASE = "DELETE FROM profile WHERE user_id = ?";

    /** Without the bytes of the state; the export has its readable form beside the rows. */
    private static final String EXPORT = "SELECT to_jsonb(p) - 'state' FROM profile p WHERE user_id = ?";

    private static final String ERASE_HOLD = "DELETE FROM exposure_hold WHERE user_id = ?";

    private static final String EXPORT_HOLD = "SELECT to_jsonb(h) FROM exposure_hold h WHERE user_id = ?";

    private final JdbcTemplate jdbc;
    private final RandomGenerator versions = new SecureRandom();

    JdbcProfilePersonalData(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void erase(UserId user) {
        int shard = Shard.of(user);
        jdbc.queryForObject(LOCK_SHARD, Long.class, shard);
        jdbc.update(INVALIDATE_ROW_CACHES, versions.nextLong(), shard);
        jdbc.update(ERASE, user.value());
        jdbc.update(ERASE_HOLD, user.value());
    }

    @Override
    public void export(UserId user, RecordSink records) {
        export("profile", EXPORT, user, records);
        export("exposure_hold", EXPORT_HOLD, user, records);
    }

    private void export(String table, String sql, UserId user, RecordSink records) {
        jdbc.query(
                sql,
                row -> {
                    records.add(table, row.getString(1));
                },
                user.value());
    }
}
