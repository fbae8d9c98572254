package io.portrait.access.consent;

import io.portrait.kernel.KeyDerivation;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.Pseudonymizer;
import io.portrait.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** What people have decided, in PostgreSQL; most have no row. */
@Component
@Order(4)
class JdbcConsents implements PersonalData {

    private static final String FIND = "SELECT * FROM consent WHERE user_id = ?";

    private static final String SNAPSHOT = """
            SELECT consent.*, erased_subject.subject IS NOT NULL AS erased,
                   EXISTS (SELECT FROM user_with_controls WHERE user_with_controls.user_id = asked.user_id) AS corrects
            FROM (VALUES (?, ?::bytea)) AS asked (user_id, subject)
            LEFT JOIN consent USING (user_id)
            LEFT JOIN erased_subject USING (subject)
            """;

    private static final String UPSERT = """
            INSERT INTO consent (user_id, personalisation, ads, risk, sharing, restricted, objected, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id) DO UPDATE
            SET personalisation = excluded.personalisation, ads = excluded.ads, risk = excluded.risk,
                sharing = excluded.sharing, restricted = excluded.restricted, objected = excluded.objected,
                changed_at = excluded.changed_at
            """;

    private static final RowMapper<ConsentState> STATE = (row, index) -> {
        Set<ConsentPurpose> permitted = EnumSet.noneOf(ConsentPurpose.class);
        for (ConsentPurpose purpose : ConsentPurpose.values()) {
            if (row.getBoolean(purpose.name().toLowerCase(Locale.ROOT))) {
                permitted.add(purpose);
            }
        }
        return new ConsentState(permitted, row.getBoolean("restricted"), row.getBoolean("objected"));
    };

    private final JdbcTemplate jdbc;
    private final Pseudonymizer pseudonymizer;

    JdbcConsents(JdbcTemplate jdbc, KeyDerivation secrets) {
        this.jdbc = jdbc;
        this.pseudonymizer = new Pseudonymizer(secrets);
    }

    /** What a person has decided. */
    Optional<ConsentState> find(UserId user) {
        return jdbc.query(FIND, STATE, user.value()).stream().findFirst();
    }

    /** Where a person stands: of one who was erased no decision counts, and who decided nothing permits everything. */
    ConsentSnapshot snapshot(UserId user) {
        return Objects.requireNonNull(
                jdbc.queryForObject(SNAPSHOT, JdbcConsents::snapshot, user.value(), pseudonymizer.pseudonym(user)));
    }

    private static ConsentSnapshot snapshot(ResultSet row, int index) throws SQLException {
        return new ConsentSnapshot(state(row, index), row.getBoolean("corrects"));
    }

    private static ConsentState state(ResultSet row, int index) throws SQLException {
        if (row.getBoolean("erased")) {
            return ConsentState.ERASED;
        }
        boolean undecided = row.getObject("changed_at") == null;
        return undecided ? ConsentState.UNDECIDED : Objects.requireNonNull(STATE.mapRow(row, index));
    }

    void save(UserId user, ConsentState state, Instant changedAt) {
        jdbc.update(
                UPSERT,
                user.value(),
                state.permitted().contains(ConsentPurpose.PERSONALISATION),
                state.permitted().contains(ConsentPurpose.ADS),
                state.permitted().contains(ConsentPurpose.RISK),
                state.permitted().contains(ConsentPurpose.SHARING),
                state.restricted(),
                state.objected(),
                changedAt.atOffset(ZoneOffset.UTC));
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
