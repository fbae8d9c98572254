package io.portrait.release;

import io.portrait.kernel.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The persons who count in released statistics: with a profile, with consent to personalisation and sharing, and without
 * restriction or objection. A person who has decided nothing permits everything (decision 0049).
 */
@Component
class JdbcSharingPersons {

    private static final String PERSONS = """
            SELECT p.user_id FROM existing_profile p LEFT JOIN consent_decision c ON c.user_id = p.user_id
            WHERE (c.user_id IS NULL OR (c.personalisation AND c.sharing AND NOT c.restricted AND NOT c.objected))
            """;

    private static final String PAGE = PERSONS + "AND p.user_id > ? ORDER BY p.user_id LIMIT ?";

    private static final String AMONG = PERSONS + "AND p.user_id = ANY (?::text[])";

    private final JdbcTemplate jdbc;

    JdbcSharingPersons(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of the persons by id.
     *
     * @param after the last person of the previous page; empty for the first page
     */
    List<UserId> page(Optional<UserId> after, int limit) {
        return jdbc.query(
                PAGE,
                (row, index) -> new UserId(row.getString(1)),
                after.map(UserId::value).orElse(""),
                limit);
    }

    /** The subset of persons who count. */
    Set<UserId> among(Collection<UserId> persons) {
        String[] ids = persons.stream().map(UserId::value).toArray(String[]::new);
        return new HashSet<>(jdbc.query(AMONG, (row, index) -> new UserId(row.getString(1)), (Object) ids));
    }
}
