package io.portrait.access.consent;

import io.portrait.ingest.SuppressionScope;
import io.portrait.kernel.KeyDerivation;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.Pseudonymizer;
import io.portrait.kernel.UserId;
import io.portrait.profile.ProfileRestrictions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The consent table. A person without a decision has no row. */
@Component
@Order(4)
class JdbcConsents implements PersonalData {

    private static final String FIND = "SELECT * FROM consent WHERE user_id = ?";

    private static final String STATE_OF = """
            SELECT consent.*, erased_subject.subject IS NOT NULL AS erased
            FROM (VALUES (?, ?::bytea)) AS person (user_id, subject)
            LEFT JOIN consent USING (user_id)
            LEFT JOIN erased_subject USING (subject)
            """;

    private static final String UPSERT = """
            INSERT INTO consent AS c
                (user_id, personalisation, ads, risk, sharing, restricted, objected, changed_at, inherited)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id) DO UPDATE
            SET personalisation = excluded.personalisation, ads = excluded.ads, risk = excluded.risk,
                sharing = excluded.sharing, restricted = excluded.restricted, objected = excluded.objected,
                changed_at = excluded.changed_at, inherited = c.inherited AND excluded.inherited
            RETURNING inherited
            """;

    private static final String DELETE_INHERITED =
            "DELETE FROM consent WHERE user_id = ? AND inherited RETURNING user_id";

    private final JdbcTemplate jdbc;
    private final Pseudonymizer pseudonymizer;
    private final ProfileRestrictions profileRestrictions;
    private final List<ConsentListener> listeners;

    JdbcConsents(
            JdbcTemplate jdbc,
            KeyDerivation secrets,
            ProfileRestrictions profileRestrictions,
            List<ConsentListener> listeners) {
        this.jdbc = jdbc;
        this.listeners = listeners;
        this.profileRestrictions = profileRestrictions;
        this.pseudonymizer = new Pseudonymizer(secrets);
    }

    /** The stored consent of a user id; empty before the first decision. */
    Optional<ConsentState> find(UserId user) {
        return jdbc.query(FIND, (row, index) -> JdbcConsentRows.read(row), user.value()).stream()
                .findFirst();
    }

    /** The consent that is in force: {@code ERASED} after an erasure, {@code UNDECIDED} without a decision. */
    ConsentState stateOf(UserId user) {
        return Objects.requireNonNull(jdbc.queryForObject(
                STATE_OF,
                (row, index) -> JdbcConsentRows.readApplicable(row),
                user.value(),
                pseudonymizer.pseudonym(user)));
    }

    /**
     * Stores the consent of an id, and tells the listeners what has changed.
     *
     * @param inherited whether it was decided under another id of the person, to which a client has linked this one
     * @return the events of the id that the decision applies to: if it is only inherited, those with the id as anonymous id
     */
    SuppressionScope save(UserId user, ConsentState state, Instant changedAt, boolean inherited) {
        ConsentState before = stateOf(user);
        boolean onlyInherited = Boolean.TRUE.equals(jdbc.queryForObject(
                UPSERT,
                Boolean.class,
                user.value(),
                state.permitted().contains(ConsentPurpose.PERSONALISATION),
                state.permitted().contains(ConsentPurpose.ADS),
                state.permitted().contains(ConsentPurpose.RISK),
                state.permitted().contains(ConsentPurpose.SHARING),
                state.restricted(),
                state.objected(),
                changedAt.atOffset(ZoneOffset.UTC),
                inherited));
        profileRestrictions.setRestricted(user, state.isProcessingRestricted());
        listeners.forEach(listener -> listener.onConsentChange(user, before, state));
        return onlyInherited ? SuppressionScope.ANONYMOUS_EVENTS : SuppressionScope.ALL_EVENTS;
    }

    /** Deletes the consent of an id that only inherited it. */
    void deleteInherited(UserId user) {
        ConsentState before = stateOf(user);
        if (!jdbc.queryForList(DELETE_INHERITED, String.class, user.value()).isEmpty()) {
            profileRestrictions.setRestricted(user, false);
            listeners.forEach(listener -> listener.onConsentChange(user, before, ConsentState.UNDECIDED));
        }
    }

    @Override
    public void erase(UserId user) {
        jdbc.update("DELETE FROM consent WHERE user_id = ?", user.value());
    }

    @Override
    public void export(UserId user, RecordSink records) {
        jdbc.query(
                "SELECT to_jsonb(c) FROM consent c WHERE user_id = ?",
                row -> {
                    records.add("consent", row.getString(1));
                },
                user.value());
    }
}
