package io.portrait.release;

import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The noisy sums and the noise key of a person, for export and erasure. */
@Component
@Order(3)
class JdbcReleasePersonalData implements PersonalData {

    private static final String SUMS = "SELECT to_jsonb(s) FROM noisy_sum s WHERE user_id = ?";

    /** Without the wrapped key, which is a secret of the service. */
    private static final String KEYS = "SELECT to_jsonb(k) - 'wrapped_key' FROM noise_key k WHERE user_id = ?";

    private final JdbcTemplate jdbc;
    private final ReleasedProfiles profiles;

    JdbcReleasePersonalData(JdbcTemplate jdbc, ReleasedProfiles profiles) {
        this.jdbc = jdbc;
        this.profiles = profiles;
    }

    @Override
    public void erase(UserId user) {
        profiles.erase(user);
    }

    @Override
    public void export(UserId user, RecordSink records) {
        export("noisy_sum", SUMS, user, records);
        export("noise_key", KEYS, user, records);
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
