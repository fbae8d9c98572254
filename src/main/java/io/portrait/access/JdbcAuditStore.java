package io.portrait.access;

import io.portrait.kernel.PersonalData;
import io.portrait.kernel.Secrets;
import io.portrait.kernel.SubjectHash;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/**
 * The audit log in PostgreSQL. Whoever appends locks the head to the commit, so instances take turns and the chain has one
 * order. The head is the last lock that any transaction takes.
 */
@Component
@Order(6)
class JdbcAuditStore implements PersonalData {

    private static final String LOCK_ENDS = "SELECT * FROM audit_head FOR UPDATE";

    private static final String APPEND = """
            INSERT INTO audit_entry (number, at, actor, audience, action, subject, release, result, seal)
            SELECT * FROM unnest(?::bigint[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::smallint[], ?::text[])
            """;

    private static final String MOVE_ENDS = """
            UPDATE audit_head SET begun_after = ?, begun_seal = ?, number = ?, seal = ?, head_seal = ?
            """;

    private static final String PAGE = """
            SELECT * FROM audit_entry WHERE number < ? AND (?::text IS NULL OR subject = ?)
            ORDER BY number DESC LIMIT ?
            """;

    private static final String IN_ORDER = "SELECT * FROM audit_entry WHERE number > ? ORDER BY number LIMIT ?";

    private static final String LAST_BEFORE =
            "SELECT * FROM audit_entry WHERE at < ? AND number <= ? ORDER BY number DESC LIMIT 1";

    private static final String EXPORT = "SELECT to_jsonb(a) FROM audit_entry a WHERE subject = ? ORDER BY number";

    private static final RowMapper<AuditEntry> ENTRY = (row, index) -> new AuditEntry(
            row.getLong("number"),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            row.getString("actor"),
            row.getString("audience"),
            row.getString("action"),
            row.getString("subject"),
            row.getString("release"),
            row.getInt("result"),
            row.getString("seal"));

    /** The ends as stored, with their seal. */
    record StoredEnds(AuditSeal.Ends ends, String seal) {}

    private static final RowMapper<StoredEnds> ENDS = (row, index) -> new StoredEnds(
            new AuditSeal.Ends(
                    row.getLong("begun_after"),
                    row.getString("begun_seal"),
                    row.getLong("number"),
                    row.getString("seal")),
            row.getString("head_seal"));

    private final JdbcTemplate jdbc;
    private final AuditSeal seals;
    private final SubjectHash hash;

    JdbcAuditStore(JdbcTemplate jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.seals = new AuditSeal(secrets);
        this.hash = new SubjectHash(secrets);
    }

    /** Appends within the running transaction. */
    void append(List<AuditEvent> events, Instant at) {
        AuditSeal.Ends ends = lockEnds();
        List<AuditEntry> entries = new ArrayList<>(events.size());
        String seal = ends.seal();
        for (AuditEvent event : events) {
            AuditEntry entry = sealed(event, ends.number() + entries.size() + 1, at, seal);
            entries.add(entry);
            seal = entry.seal();
        }
        insert(entries);
        move(new AuditSeal.Ends(ends.begunAfter(), ends.begunSeal(), ends.number() + entries.size(), seal));
    }

    private AuditEntry sealed(AuditEvent event, long number, Instant at, String before) {
        AuditEntry open = new AuditEntry(
                number,
                at,
                event.actor(),
                event.audience(),
                event.action(),
                event.subject() == null ? null : hashed(event.subject()),
                event.release(),
                event.result(),
                "");
        String seal = seals.of(before, open);
        return new AuditEntry(
                number,
                at,
                open.actor(),
                open.audience(),
                open.action(),
                open.subject(),
                open.release(),
                open.result(),
                seal);
    }

    private String hashed(UserId user) {
        return HexFormat.of().formatHex(hash.of(user));
    }

    private void insert(List<AuditEntry> entries) {
        jdbc.update(
                APPEND,
                entries.stream().mapToLong(AuditEntry::number).toArray(),
                entries.stream()
                        .map(entry -> entry.at().atOffset(ZoneOffset.UTC).toString())
                        .toArray(String[]::new),
                entries.stream().map(AuditEntry::actor).toArray(String[]::new),
                entries.stream().map(AuditEntry::audience).toArray(String[]::new),
                entries.stream().map(AuditEntry::action).toArray(String[]::new),
                entries.stream().map(AuditEntry::subject).toArray(String[]::new),
                entries.stream().map(AuditEntry::release).toArray(String[]::new),
                entries.stream().mapToInt(AuditEntry::result).toArray(),
                entries.stream().map(AuditEntry::seal).toArray(String[]::new));
    }

    private AuditSeal.Ends lockEnds() {
        return Objects.requireNonNull(jdbc.queryForObject(LOCK_ENDS, ENDS)).ends();
    }

    private void move(AuditSeal.Ends ends) {
        jdbc.update(MOVE_ENDS, ends.begunAfter(), ends.begunSeal(), ends.number(), ends.seal(), seals.of(ends));
    }

    /** Drops what is older, within the running transaction; the log then begins after that. */
    void forget(Instant before) {
        AuditSeal.Ends ends = lockEnds();
        Optional<AuditEntry> last =
                jdbc.query(LAST_BEFORE, ENTRY, before.atOffset(ZoneOffset.UTC), ends.number()).stream()
                        .findFirst();
        last.ifPresent(entry -> {
            jdbc.update("DELETE FROM audit_entry WHERE number <= ?", entry.number());
            move(new AuditSeal.Ends(entry.number(), entry.seal(), ends.number(), ends.seal()));
        });
    }

    StoredEnds ends() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT * FROM audit_head", ENDS));
    }

    List<AuditEntry> after(long number, int limit) {
        return jdbc.query(IN_ORDER, ENTRY, number, limit);
    }

    List<AuditEntry> newest(Optional<UserId> subject, long before, int limit) {
        @Nullable String hashed = subject.map(this::hashed).orElse(null);
        return jdbc.query(PAGE, ENTRY, before, hashed, hashed, limit);
    }

    /** Only a hash names the person here, and the log must stay whole. */
    @Override
    public void erase(UserId user) {
        // nothing of theirs is here in clear
    }

    @Override
    public void export(UserId user, Records records) {
        jdbc.query(
                EXPORT,
                row -> {
                    records.add("audit_entry", row.getString(1));
                },
                hashed(user));
    }
}
