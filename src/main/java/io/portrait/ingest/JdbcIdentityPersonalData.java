package io.portrait.ingest;

import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The identity links of a person. When a person is erased, events that were recorded while one of their ids belonged to
 * another person stay with that person; only the link to the erased person is removed.
 */
@Component
@Order(3)
class JdbcIdentityPersonalData implements PersonalData {

    private static final String CHANGES_OF_ID =
            " FROM identity_change WHERE person_ids @> ARRAY[?]::text[] OR other_ids @> ARRAY[?]::text[]"
                    + " OR other = ?";

    private static final String LINKS_OF_ID = " FROM identity WHERE ? IN (id, person, linked_to)";

    private static final String KNOWN_ID = " FROM known_id WHERE id = ?";

    private static final String DELETE_CHANGES = """
            WITH gone AS (DELETE FROM identity_change
                          WHERE person_ids @> ARRAY[?]::text[] OR other_ids @> ARRAY[?]::text[] OR other = ?
                          RETURNING person, other, person_ids, other_ids)
            SELECT DISTINCT unnest(person_ids || other_ids || ARRAY[person, other]) FROM gone
            """;

    private static final String CLEAR_PERSON =
            "UPDATE journal SET person = NULL WHERE user_id = ANY (?::text[]) AND person = ?";

    private static final String DELETE_IDENTITY_EVENTS =
            "DELETE FROM journal WHERE user_id = ANY (?::text[]) AND event_type = ANY (?::int[]) AND text_value = ?";

    private static final Integer[] IDENTITY_EVENT_CODES = {
        EventType.ALIAS.code(), EventType.MERGE.code(), EventType.UNMERGE.code()
    };

    private final JdbcTemplate jdbc;

    JdbcIdentityPersonalData(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void erase(UserId user) {
        String id = user.value();
        String[] relatedIds =
                jdbc.queryForList(DELETE_CHANGES, String.class, id, id, id).toArray(String[]::new);
        jdbc.update("DELETE" + LINKS_OF_ID, id);
        jdbc.update("DELETE" + KNOWN_ID, id);
        if (relatedIds.length > 0) {
            jdbc.update(CLEAR_PERSON, relatedIds, id);
            jdbc.update(DELETE_IDENTITY_EVENTS, relatedIds, IDENTITY_EVENT_CODES, id);
        }
    }

    @Override
    public void export(UserId user, RecordSink records) {
        String id = user.value();
        jdbc.query(
                "SELECT to_jsonb(identity)" + LINKS_OF_ID,
                row -> {
                    records.add("identity", row.getString(1));
                },
                id);
        jdbc.query(
                "SELECT to_jsonb(known_id)" + KNOWN_ID,
                row -> {
                    records.add("known_id", row.getString(1));
                },
                id);
        jdbc.query(
                "SELECT to_jsonb(identity_change)" + CHANGES_OF_ID + " ORDER BY position",
                row -> {
                    records.add("identity_change", row.getString(1));
                },
                id,
                id,
                id);
    }
}
