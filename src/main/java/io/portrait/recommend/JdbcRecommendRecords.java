package io.portrait.recommend;

import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What a person has said of their interests, and the lists that they were served. */
@Component
@Order(3)
class JdbcRecommendRecords implements PersonalData {

    private static final String CORRECTIONS = "SELECT to_jsonb(c) FROM interest_correction c WHERE user_id = ?";

    private static final String ERASE_CORRECTIONS = "DELETE FROM interest_correction WHERE user_id = ?";

    private static final String IMPRESSIONS = "SELECT to_jsonb(i) FROM impression i WHERE user_id = ?";

    private final JdbcTemplate jdbc;
    private final JdbcImpressions impressions;

    JdbcRecommendRecords(JdbcTemplate jdbc, JdbcImpressions impressions) {
        this.jdbc = jdbc;
        this.impressions = impressions;
    }

    @Override
    public void erase(UserId user) {
        impressions.erase(user);
        jdbc.update(ERASE_CORRECTIONS, user.value());
    }

    @Override
    public void export(UserId user, Records records) {
        export("interest_correction", CORRECTIONS, user, records);
        export("impression", IMPRESSIONS, user, records);
    }

    private void export(String table, String rows, UserId user, Records records) {
        jdbc.query(
                rows,
                row -> {
                    records.add(table, row.getString(1));
                },
                user.value());
    }
}
