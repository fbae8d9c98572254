package io.portrait.ingest;

import io.portrait.ingest.Suppressions.Suppression;
import io.portrait.kernel.KeyDerivation;
import io.portrait.kernel.Pseudonymizer;
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
 * The suppression list in PostgreSQL. Users that are not in it, which are most, cost almost nothing:
 *
 * <p>(1) Every change increments the version of the list under the lock of the journal's head. An append reads the version
 * with its update of the head; if it is the version known here, nothing has changed.
 *
 * <p>(2) A Bloom filter with one hash function, the first bits of the pseudonym, is in memory. If no user of a group is in
 * the filter, there is no query; else one query looks up those who are. Bits are never cleared: a stale bit costs one
 * lookup, and the table decides.
 */
@Component
class JdbcSuppressionList implements SuppressionList {

    private static final String CHANGED = "SELECT subject FROM suppression WHERE version > ?";

    private static final String FIND =
            "SELECT subject, reasons FROM suppression WHERE reasons <> 0 AND subject = ANY (?::bytea[])";

    private static final String LOCK = "SELECT position FROM journal_head FOR UPDATE";

    private static final String NEXT_VERSION =
            "UPDATE journal_head SET suppression_version = suppression_version + 1 RETURNING suppression_version";

    private static final String NEXT_ERASURE = "UPDATE journal_head SET erasures = erasures + 1";

    /** Bit 1 means erased; clearing it increments the incarnation. */
    private static final String SUPPRESS = """
            INSERT INTO suppression AS g (subject, reasons, incarnation, version) VALUES (?, ?, 0, ?)
            ON CONFLICT (subject) DO UPDATE
            SET reasons = excluded.reasons, version = excluded.version,
                incarnation = g.incarnation + (g.reasons & 1 & ~excluded.reasons)
            """;

    /** The bit of the scope, beside those of the reasons. */
    private static final int ANONYMOUS_EVENTS_BIT = 16;

    private static final int FILTER_BITS = 24;
    private static final int FETCH_SIZE = 10_000;

    private final JdbcTemplate jdbc;
    private final Pseudonymizer pseudonymizer;
    private final BitSet filter = new BitSet();
    private long knownVersion;

    JdbcSuppressionList(JdbcTemplate jdbc, KeyDerivation secrets) {
        this.jdbc = jdbc;
        this.pseudonymizer = new Pseudonymizer(secrets);
    }

    /**
     * The suppressions of some users; call it under the lock of the journal's head.
     *
     * @param users evaluated only if the list is not empty
     * @param version the current version of the list
     */
    Suppressions suppressionsOf(Supplier<Set<String>> users, long version) {
        if (version == 0) {
            return Suppressions.NONE;
        }
        refreshFilter(version);
        Map<ByteBuffer, String> candidates = candidates(users.get());
        return candidates.isEmpty() ? Suppressions.NONE : find(candidates);
    }

    private synchronized void refreshFilter(long version) {
        if (version != knownVersion) {
            jdbc.query(
                    connection -> {
                        var changed = connection.prepareStatement(CHANGED);
                        changed.setLong(1, knownVersion);
                        changed.setFetchSize(FETCH_SIZE);
                        return changed;
                    },
                    row -> {
                        filter.set(filterBit(row.getBytes("subject")));
                    });
            knownVersion = version;
        }
    }

    private synchronized Map<ByteBuffer, String> candidates(Set<String> users) {
        Map<ByteBuffer, String> candidates = new HashMap<>();
        users.stream().map(UserId::parse).flatMap(Optional::stream).forEach(user -> {
            byte[] subject = pseudonymizer.pseudonym(user);
            if (filter.get(filterBit(subject))) {
                candidates.put(ByteBuffer.wrap(subject), user.value());
            }
        });
        return candidates;
    }

    private Suppressions find(Map<ByteBuffer, String> candidates) {
        Map<String, Suppression> suppressions = new HashMap<>();
        jdbc.query(
                FIND,
                row -> {
                    String user = candidates.get(ByteBuffer.wrap(row.getBytes("subject")));
                    suppressions.put(user, suppression(row.getInt("reasons")));
                },
                (Object) candidates.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new));
        return new Suppressions(suppressions);
    }

    private static Suppression suppression(int bits) {
        return new Suppression(
                SuppressionReason.fromBits(bits),
                (bits & ANONYMOUS_EVENTS_BIT) == 0 ? SuppressionScope.ALL_EVENTS : SuppressionScope.ANONYMOUS_EVENTS);
    }

    private static int filterBit(byte[] subject) {
        return ByteBuffer.wrap(subject).getInt() >>> (Integer.SIZE - FILTER_BITS);
    }

    @Override
    public Set<SuppressionReason> reasons(UserId user) {
        return SuppressionReason.fromBits(readColumn("reasons", user));
    }

    @Override
    public int incarnation(UserId user) {
        return readColumn("incarnation", user);
    }

    private int readColumn(String column, UserId user) {
        List<Integer> found = jdbc.query(
                "SELECT " + column + " FROM suppression WHERE subject = ?", (row, index) -> row.getInt(1), (Object)
                        pseudonymizer.pseudonym(user));
        return found.isEmpty() ? 0 : found.getFirst();
    }

    @Override
    public void lock() {
        jdbc.queryForObject(LOCK, Long.class);
    }

    @Override
    public void suppress(UserId user, Set<SuppressionReason> reasons, SuppressionScope scope) {
        int bits = SuppressionReason.toBits(reasons);
        int scopeBit = bits != 0 && scope == SuppressionScope.ANONYMOUS_EVENTS ? ANONYMOUS_EVENTS_BIT : 0;
        Long version = jdbc.queryForObject(NEXT_VERSION, Long.class);
        jdbc.update(SUPPRESS, pseudonymizer.pseudonym(user), bits | scopeBit, version);
    }

    @Override
    public void suppressErased(UserId user, SuppressionScope scope) {
        suppress(user, Set.of(SuppressionReason.ERASED), scope);
        jdbc.update(NEXT_ERASURE);
    }
}
