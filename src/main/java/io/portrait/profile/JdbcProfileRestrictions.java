package io.portrait.profile;

import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Restrictions in PostgreSQL: a row for each restricted user. */
@Component
@Order(4)
class JdbcProfileRestrictions implements ProfileRestrictions, PersonalData {

    private static final String INSERT = "INSERT INTO profile_restriction (user_id) VALUES (?) ON CONFLICT DO NOTHING";

    private static final String DELETE = "DELETE FROM profile_restriction WHERE user_id = ?";

    private static final String EXPORT = "SELECT to_jsonb(r) FROM profile_restriction r WHERE user_id = ?";

    private final JdbcTemplate jdbc;

    JdbcProfileRestrictions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void setRestricted(UserId user, boolean restricted) {
        jdbc.update(restricted ? INSERT : DELETE, user.value());
    }

    @Override
    public void erase(UserId user) {
        jdbc.update(DELETE, user.value());
    }

    @Override
    public void export(UserId user, RecordSink records) {
        jdbc.query(
                EXPORT,
                row -> {
                    records.add("profile_restriction", row.getString(1));
                },
                user.value());
    }
}
