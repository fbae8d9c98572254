package io.portrait.serving.models;

import io.portrait.access.consent.JdbcConsentRows;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The participation of persons in the global models, from their consent. Most persons have decided nothing. */
@Component
class JdbcModelParticipations {

    private static final String FIND = """
            SELECT consent_decision.*, false AS erased FROM consent_decision WHERE user_id = ANY (?::text[])
            """;

    private final JdbcTemplate jdbc;

    JdbcModelParticipations(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The participation of the persons of journal entries who have decided something; one statement. */
    Map<UserId, ModelParticipation> of(List<JournalEntry> entries) {
        String[] users = entries.stream()
                .map(entry -> entry.event().userId().value())
                .distinct()
                .toArray(String[]::new);
        Map<UserId, ModelParticipation> participations = new HashMap<>();
        jdbc.query(
                FIND,
                row -> {
                    participations.put(
                            new UserId(row.getString("user_id")),
                            new ModelParticipation(JdbcConsentRows.readApplicable(row)));
                },
                (Object) users);
        return participations;
    }
}
