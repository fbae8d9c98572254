package io.portrait.serving.recommend;

import io.portrait.access.consent.ConsentPurpose;
import io.portrait.access.consent.ConsentState;
import io.portrait.access.consent.JdbcConsentRows;
import io.portrait.kernel.KeyDerivation;
import io.portrait.kernel.Pseudonymizer;
import io.portrait.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Personal contexts of decisions. Consent, erasure, the person of the id and the existence of interest controls are read in one statement,
 * because each statement waits for its turn under load (decision 0017). Most persons have no controls, so these are
 * read only where they exist.
 */
@Component
public class JdbcPersonalContexts {

    private static final String FIND = """
            SELECT consent_decision.*, erased_subject.subject IS NOT NULL AS erased,
                   EXISTS (SELECT FROM interest_control c WHERE c.user_id = requested.user_id) AS has_controls,
                   coalesce(person_of_id.person, requested.user_id) AS person
            FROM (VALUES (?, ?::bytea)) AS requested (user_id, subject)
            LEFT JOIN consent_decision USING (user_id)
            LEFT JOIN erased_subject USING (subject)
            LEFT JOIN person_of_id ON person_of_id.id = requested.user_id
            """;

    private final JdbcTemplate jdbc;
    private final Pseudonymizer pseudonymizer;
    private final InterestControls interestControls;

    JdbcPersonalContexts(JdbcTemplate jdbc, KeyDerivation secrets, InterestControls interestControls) {
        this.jdbc = jdbc;
        this.pseudonymizer = new Pseudonymizer(secrets);
        this.interestControls = interestControls;
    }

    /** The context of a person, or empty if the person does not permit the purpose. */
    public Optional<PersonalContext> findIfPermitted(UserId user, ConsentPurpose purpose) {
        Permission permission = Objects.requireNonNull(jdbc.queryForObject(
                FIND, JdbcPersonalContexts::permission, user.value(), pseudonymizer.pseudonym(user)));
        return permission.consent().permits(purpose)
                ? Optional.of(new PersonalContext(
                        user, permission.person(), permission.hasControls() ? interestControls.find(user) : List.of()))
                : Optional.empty();
    }

    private static Permission permission(ResultSet row, int index) throws SQLException {
        return new Permission(
                JdbcConsentRows.readApplicable(row),
                new UserId(row.getString("person")),
                row.getBoolean("has_controls"));
    }

    private record Permission(ConsentState consent, UserId person, boolean hasControls) {}
}
