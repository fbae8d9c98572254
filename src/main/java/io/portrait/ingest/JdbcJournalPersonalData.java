package io.portrait.ingest;

import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The personal data in the journal and in the dead letters. */
@Component
@Order(2)
class JdbcJournalPersonalData implements PersonalData {

    private static final String EVENTS = """
            SELECT to_jsonb(j) FROM journal j WHERE user_id = ? ORDER BY position
            """;

    private static final String ERASE_EVENTS = "DELETE FROM journal WHERE user_id = ?";

    /** Includes dead letters without a user id whose text contains the id. */
    private static final String DEAD_LETTERS_OF_USER = " FROM dead_letter d WHERE user_id = ? OR event ~ ?";

    private static final int FETCH = 500;

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    JdbcJournalPersonalData(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void erase(UserId user) {
        jdbc.update(ERASE_EVENTS, user.value());
        jdbc.update("DELETE" + DEAD_LETTERS_OF_USER, user.value(), patternFor(user));
    }

    @Override
    public void export(UserId user, RecordSink records) {
        jdbc.query(
                connection -> {
                    var events = connection.prepareStatement(EVENTS);
                    events.setString(1, user.value());
                    events.setFetchSize(FETCH);
                    return events;
                },
                row -> {
                    records.add("journal", row.getString(1));
                });
        jdbc.query(
                "SELECT to_jsonb(d)" + DEAD_LETTERS_OF_USER + " ORDER BY id",
                row -> {
                    records.add("dead_letter", row.getString(1));
                },
                user.value(),
                patternFor(user));
    }

    /** A regular expression for events with the id in one of the id fields. */
    private String patternFor(UserId user) {
        return "\"(userId|anonymousId|previousId)\"\\s*:\\s*" + escaped(json.writeValueAsString(user.value()));
    }

    /** Escapes all characters but letters and digits for a PostgreSQL regular expression. */
    private static String escaped(String literal) {
        return Pattern.compile("([^\\p{Alnum}_])").matcher(literal).replaceAll("\\\\$1");
    }
}
