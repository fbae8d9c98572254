package io.portrait.ingest;

import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of a person in the journal, and the dead letters of the person. Dead letters that name the person elsewhere, and
 * events of other persons, are left to {@link EventMentions}.
 */
@Component
@Order(2)
class JdbcJournalPersonalData implements PersonalData {

    /** Each row has the name of its type beside the code. */
    private static final String EVENTS = """
            SELECT to_jsonb(j) || jsonb_build_object('type', ?::jsonb -> j.event_type::text)
            FROM journal j WHERE user_id = ? ORDER BY position
            """;

    private static final String ERASE_EVENTS = "DELETE FROM journal WHERE user_id = ?";

    private static final String ERASE_DEAD_LETTERS = "DELETE FROM dead_letter WHERE user_id = ?";

    private static final int FETCH = 500;

    private final JdbcTemplate jdbc;
    private final String typeNames;

    JdbcJournalPersonalData(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.typeNames = json.writeValueAsString(Stream.of(EventType.values())
                .collect(Collectors.toMap(type -> Integer.toString(type.code()), EventType::wireName)));
    }

    @Override
    public void erase(UserId user) {
        jdbc.update(ERASE_EVENTS, user.value());
        jdbc.update(ERASE_DEAD_LETTERS, user.value());
    }

    @Override
    public void export(UserId user, RecordSink records) {
        jdbc.query(
                connection -> {
                    var events = connection.prepareStatement(EVENTS);
                    events.setString(1, typeNames);
                    events.setString(2, user.value());
                    events.setFetchSize(FETCH);
                    return events;
                },
                row -> {
                    records.add("journal", row.getString(1));
                });
    }
}
