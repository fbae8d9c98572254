package io.portrait.release;

import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** A person's noisy sums. */
@Component
@Order(3)
class JdbcReleasedRecords implements PersonalData {

    private static final String ERASE = "DELETE FROM exposed_sum WHERE user_id = ?";

    private static final String EXPORT = "SELECT to_jsonb(s) FROM exposed_sum s WHERE user_id = ?";

    private final JdbcTemplate jdbc;
    private final Releases releases;

    JdbcReleasedRecords(JdbcTemplate jdbc, Releases releases) {
        this.jdbc = jdbc;
        this.releases = releases;
    }

    @Override
    public void erase(UserId user) {
        jdbc.update(ERASE, user.value());
        releases.forget(user);
    }

    @Override
    public void export(UserId user, Records records) {
        jdbc.query(
                EXPORT,
                row -> {
                    records.add("exposed_sum", row.getString(1));
                },
                user.value());
    }
}
