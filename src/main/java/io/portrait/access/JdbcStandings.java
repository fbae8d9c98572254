package io.portrait.access;

import io.portrait.kernel.PersonalData;
import io.portrait.kernel.Secrets;
import io.portrait.kernel.SubjectHash;
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
class JdbcStandings implements PersonalData {

    private static final String FIND = "SELECT * FROM consent WHERE user_id = ?";

    private static final String NOW = """
            SELECT consent.*, erased_subject.subject IS NOT NULL AS erased,
                   EXISTS (SELECT FROM correcting_user WHERE correcting_user.user_id = asked.user_id) AS corrects
            FROM (VALUES (?, ?::bytea)) AS asked (user_id, subject)
            LEFT JOIN consent USING (user_id)
            LEFT JOIN erased_subject USING (subject)
            """;

    private static final String KEEP = """
            INSERT INTO consent (user_id, personalisation, ads, risk, sharing, restricted, objected, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id) DO UPDATE
            SET personalisation = excluded.personalisation, ads = excluded.ads, risk = excluded.risk,
                sharing = excluded.sharing, restricted = excluded.restricted, objected = excluded.objected,
                changed_at = excluded.changed_at
            """;

    private static final RowMapper<Standing> STANDING = (row, index) -> {
        Set<Purpose> permitted = EnumSet.noneOf(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            if (row.getBoolean(purpose.name().toLowerCase(Locale.ROOT))) {
                permitted.add(purpose);
            }
        }
        return new Standing(permitted, row.getBoolean("restricted"), row.getBoolean("objected"));
    };

    private final JdbcTemplate jdbc;
    private final SubjectHash hash;

    JdbcStandings(JdbcTemplate jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.hash = new SubjectHash(secrets);
    }

    /** What a person has decided. */
    Optional<Standing> find(UserId user) {
        return jdbc.query(FIND, STANDING, user.value()).stream().findFirst();
    }

    /** Where a person stands: of one who was erased no decision counts, and who decided nothing permits everything. */
    StandingNow now(UserId user) {
        return Objects.requireNonNull(jdbc.queryForObject(NOW, JdbcStandings::now, user.value(), hash.of(user)));
    }

    private static StandingNow now(ResultSet row, int index) throws SQLException {
        return new StandingNow(standing(row, index), row.getBoolean("corrects"));
    }

    private static Standing standing(ResultSet row, int index) throws SQLException {
        if (row.getBoolean("erased")) {
            return Standing.ERASED;
        }
        boolean undecided = row.getObject("changed_at") == null;
        return undecided ? Standing.UNDECIDED : Objects.requireNonNull(STANDING.mapRow(row, index));
    }

    void keep(UserId user, Standing standing, Instant at) {
        jdbc.update(
                KEEP,
                user.value(),
                standing.permitted().contains(Purpose.PERSONALISATION),
                standing.permitted().contains(Purpose.ADS),
                standing.permitted().contains(Purpose.RISK),
                standing.permitted().contains(Purpose.SHARING),
                standing.restricted(),
                standing.objected(),
                at.atOffset(ZoneOffset.UTC));
    }

    @Override
    public void erase(UserId user) {
        jdbc.update("DELETE FROM consent WHERE user_id = ?", user.value());
    }

    @Override
    public void export(UserId user, Records records) {
        jdbc.query(
                "SELECT to_jsonb(c) FROM consent c WHERE user_id = ?",
                row -> {
                    records.add("consent", row.getString(1));
                },
                user.value());
    }
}
