package io.portrait.access.audit;

import io.portrait.kernel.KeyDerivation;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.Pseudonymizer;
import io.portrait.kernel.UserId;
import java.time.Duration;
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
 * The tables of the audit log. An append locks the row of the ends until its commit, so instances append one after
 * another and the chain has one order. It is the last lock that any transaction takes.
 */
@Component
@Order(6)
class JdbcAuditStore implements PersonalData {

    private static final String LOCK_ENDS = "SELECT * FROM audit_head FOR UPDATE";

    private static final String APPEND = """
            INSERT INTO audit_entry (number, at, actor, audience, action, subject, release, result, hash)
            SELECT * FROM unnest(?::bigint[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::smallint[], ?::text[])
            """;

    private static final String UPDATE_ENDS = """
            UPDATE audit_head SET pruned_through = ?, pruned_hash = ?, number = ?, hash = ?, head_hash = ?
            """;

    private static final String PAGE = """
            SELECT * FROM audit_entry WHERE number < ? AND (?::text IS NULL OR subject = ?)
            ORDER BY number DESC LIMIT ?
            """;

    private static final String IN_ORDER = "SELECT * FROM audit_entry WHERE number > ? ORDER BY number LIMIT ?";

    /** A wrong clock alone removes nothing: entries must be older than the retention by the newest entry as well. */
    private static final String LAST_EXPIRED = """
            SELECT * FROM audit_entry
            WHERE at < least(?, (SELECT max(at) FROM audit_entry)) - ?::interval AND number <= ?
            ORDER BY number DESC LIMIT 1
            """;

    /** A trigger admits this only after the ends of the log have recorded it. */
    private static final String DELETE_THROUGH = "DELETE FROM audit_entry WHERE number <= ?";

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
            row.getString("hash"));

    /** The stored ends of the log with the stored hash of that row. */
    record StoredChainEnds(AuditChain.ChainEnds ends, String hash) {}

    private static final RowMapper<StoredChainEnds> ENDS = (row, index) -> new StoredChainEnds(
            new AuditChain.ChainEnds(
                    row.getLong("pruned_through"),
                    row.getString("pruned_hash"),
                    row.getLong("number"),
                    row.getString("hash")),
            row.getString("head_hash"));

    private final JdbcTemplate jdbc;
    private final AuditChain chain;
    private final Pseudonymizer pseudonymizer;

    JdbcAuditStore(JdbcTemplate jdbc, KeyDerivation secrets) {
        this.jdbc = jdbc;
        this.chain = new AuditChain(secrets);
        this.pseudonymizer = new Pseudonymizer(secrets);
    }

    /** Appends events within the running transaction. */
    void append(List<AuditEvent> events, Instant at) {
        AuditChain.ChainEnds ends = lockEnds();
        List<AuditEntry> entries = new ArrayList<>(events.size());
        String hash = ends.lastHash();
        for (AuditEvent event : events) {
            AuditEntry entry = chained(event, ends.lastNumber() + entries.size() + 1, at, hash);
            entries.add(entry);
            hash = entry.hash();
        }
        insert(entries);
        updateEnds(new AuditChain.ChainEnds(
                ends.prunedThrough(), ends.prunedHash(), ends.lastNumber() + entries.size(), hash));
    }

    private AuditEntry chained(AuditEvent event, long number, Instant at, String previousHash) {
        AuditEntry entry = new AuditEntry(
                number,
                at,
                event.actor(),
                event.audience(),
                event.action(),
                event.subject() == null ? null : pseudonym(event.subject()),
                event.release(),
                event.result(),
                "");
        return entry.withHash(chain.hash(previousHash, entry));
    }

    private String pseudonym(UserId user) {
        return HexFormat.of().formatHex(pseudonymizer.pseudonym(user));
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
                entries.stream().map(AuditEntry::hash).toArray(String[]::new));
    }

    private AuditChain.ChainEnds lockEnds() {
        return Objects.requireNonNull(jdbc.queryForObject(LOCK_ENDS, ENDS)).ends();
    }

    private void updateEnds(AuditChain.ChainEnds ends) {
        jdbc.update(
                UPDATE_ENDS,
                ends.prunedThrough(),
                ends.prunedHash(),
                ends.lastNumber(),
                ends.lastHash(),
                chain.hash(ends));
    }

    /** Deletes older entries within the running transaction and moves the beginning of the log. */
    void deleteExpired(Instant now, Duration retention) {
        AuditChain.ChainEnds ends = lockEnds();
        Optional<AuditEntry> last = jdbc
                .query(LAST_EXPIRED, ENTRY, now.atOffset(ZoneOffset.UTC), retention.toString(), ends.lastNumber())
                .stream()
                .findFirst();
        last.ifPresent(entry -> {
            updateEnds(new AuditChain.ChainEnds(entry.number(), entry.hash(), ends.lastNumber(), ends.lastHash()));
            jdbc.update(DELETE_THROUGH, entry.number());
        });
    }

    StoredChainEnds ends() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT * FROM audit_head", ENDS));
    }

    List<AuditEntry> after(long number, int limit) {
        return jdbc.query(IN_ORDER, ENTRY, number, limit);
    }

    List<AuditEntry> newest(Optional<UserId> subject, long before, int limit) {
        @Nullable String pseudonym = subject.map(this::pseudonym).orElse(null);
        return jdbc.query(PAGE, ENTRY, before, pseudonym, pseudonym, limit);
    }

    /** Deletes nothing: the log contains pseudonyms only, and the chain must stay complete. */
    @Override
    public void erase(UserId user) {
        // the entries contain a pseudonym only
    }

    @Override
    public void export(UserId user, RecordSink records) {
        jdbc.query(
                EXPORT,
                row -> {
                    records.add("audit_entry", row.getString(1));
                },
                pseudonym(user));
    }
}
