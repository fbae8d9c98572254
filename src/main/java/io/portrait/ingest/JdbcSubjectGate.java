package io.portrait.ingest;

import io.portrait.kernel.Secrets;
import io.portrait.kernel.SubjectHash;
import io.portrait.kernel.UserId;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The gate in PostgreSQL, at next to no cost for those who are not in it, which are most.
 *
 * <p>(1) Every change draws the next {@code gate_version} under the lock of the journal's head. An append learns the
 * version with the update of the head that it makes anyway; if it is the one known here, nothing has changed.
 *
 * <p>(2) Of each subject in the table one bit is kept in memory, found by the first bits of its hash. Where none of a
 * group's users meets a bit, no statement is made; else one, for those who do. A bit is never taken back: it costs a
 * look, and the table has the word.
 */
@Component
class JdbcSubjectGate implements SubjectGate {

    private static final String CHANGED = "SELECT subject FROM subject_gate WHERE version > ?";

    private static final String FIND =
            "SELECT subject, refused FROM subject_gate WHERE refused <> 0 AND subject = ANY (?::bytea[])";

    private static final String LOCK = "SELECT position FROM journal_head FOR UPDATE";

    private static final String NEXT_VERSION =
            "UPDATE journal_head SET gate_version = gate_version + 1 RETURNING gate_version";

    private static final String NEXT_ERASURE = "UPDATE journal_head SET erasures = erasures + 1";

    /** Bit 1 is that of an erased person; who loses it begins anew. */
    private static final String REFUSE = """
            INSERT INTO subject_gate AS g (subject, refused, incarnation, version) VALUES (?, ?, 0, ?)
            ON CONFLICT (subject) DO UPDATE
            SET refused = excluded.refused, version = excluded.version,
                incarnation = g.incarnation + (g.refused & 1 & ~excluded.refused)
            """;

    private static final int BITS = 24;
    private static final int FETCH = 10_000;

    private final JdbcTemplate jdbc;
    private final SubjectHash hash;
    private final BitSet present = new BitSet();
    private long known;

    JdbcSubjectGate(JdbcTemplate jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.hash = new SubjectHash(secrets);
    }

    /**
     * What is refused of some users, under the lock of the head.
     *
     * @param users asked for only if anybody is in the gate
     * @param version the gate's, as the head has it
     */
    Refusals of(Supplier<Set<String>> users, long version) {
        if (version == 0) {
            return Refusals.NONE;
        }
        catchUp(version);
        Map<ByteBuffer, String> suspects = suspects(users.get());
        return suspects.isEmpty() ? Refusals.NONE : find(suspects);
    }

    private synchronized void catchUp(long version) {
        if (version != known) {
            jdbc.query(
                    connection -> {
                        var changed = connection.prepareStatement(CHANGED);
                        changed.setLong(1, known);
                        changed.setFetchSize(FETCH);
                        return changed;
                    },
                    row -> {
                        present.set(bit(row.getBytes("subject")));
                    });
            known = version;
        }
    }

    private synchronized Map<ByteBuffer, String> suspects(Set<String> users) {
        Map<ByteBuffer, String> suspects = new HashMap<>();
        users.stream().map(UserId::ifValid).flatMap(Optional::stream).forEach(user -> {
            byte[] subject = hash.of(user);
            if (present.get(bit(subject))) {
                suspects.put(ByteBuffer.wrap(subject), user.value());
            }
        });
        return suspects;
    }

    private Refusals find(Map<ByteBuffer, String> suspects) {
        Map<String, Set<Refusal>> refused = new HashMap<>();
        jdbc.query(
                FIND,
                row -> {
                    String user = suspects.get(ByteBuffer.wrap(row.getBytes("subject")));
                    refused.put(user, Refusal.of(row.getInt("refused")));
                },
                (Object) suspects.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new));
        return new Refusals(refused);
    }

    private static int bit(byte[] subject) {
        return ByteBuffer.wrap(subject).getInt() >>> (Integer.SIZE - BITS);
    }

    @Override
    public Set<Refusal> refusals(UserId user) {
        return Refusal.of(number("refused", user));
    }

    @Override
    public int incarnation(UserId user) {
        return number("incarnation", user);
    }

    private int number(String column, UserId user) {
        List<Integer> found = jdbc.query(
                "SELECT " + column + " FROM subject_gate WHERE subject = ?", (row, index) -> row.getInt(1), (Object)
                        hash.of(user));
        return found.isEmpty() ? 0 : found.getFirst();
    }

    @Override
    public void lock() {
        jdbc.queryForObject(LOCK, Long.class);
    }

    @Override
    public void refuse(UserId user, Set<Refusal> refusals) {
        Long version = jdbc.queryForObject(NEXT_VERSION, Long.class);
        jdbc.update(REFUSE, hash.of(user), Refusal.bits(refusals), version);
    }

    @Override
    public void close(UserId user) {
        refuse(user, Set.of(Refusal.ERASED));
        jdbc.update(NEXT_ERASURE);
    }
}
