package io.portrait.serving.recommend;

import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Export and erasure of the interest controls and served lists of a person. */
@Component
@Order(3)
class JdbcRecommendationRecords implements PersonalData {

    private static final String CONTROLS = "SELECT to_jsonb(c) FROM interest_control c WHERE user_id = ?";

    private static final String ERASE_CONTROLS = "DELETE FROM interest_control WHERE user_id = ?";

    private static final String SERVED_LISTS = "SELECT to_jsonb(i) FROM served_list i WHERE user_id = ?";

    private final JdbcTemplate jdbc;
    private final JdbcServedListLog servedListLog;

    JdbcRecommendationRecords(JdbcTemplate jdbc, JdbcServedListLog servedListLog) {
        this.jdbc = jdbc;
        this.servedListLog = servedListLog;
    }

    @Override
    public void erase(UserId user) {
        servedListLog.erase(user);
        jdbc.update(ERASE_CONTROLS, user.value());
    }

    @Override
    public void export(UserId user, RecordSink records) {
        export("interest_control", CONTROLS, user, records);
        export("served_list", SERVED_LISTS, user, records);
    }

    private void export(String table, String rows, UserId user, RecordSink records) {
        jdbc.query(
                rows,
                row -> {
                    records.add(table, row.getString(1));
                },
                user.value());
    }
}
