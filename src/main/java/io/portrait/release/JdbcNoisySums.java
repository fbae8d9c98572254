package io.portrait.release;

import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.release.mechanism.NoisySum;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/**
 * The table of noisy sums. While an epoch is being closed, some rows are ahead of the released epoch, so a row contains
 * the previous sum as well.
 */
@Component
class JdbcNoisySums {

    /** The noise key of a user with the last two noisy sums. */
    record StoredSums(UserNoiseKey key, Optional<NoisySum> last, Optional<NoisySum> previous) {

        /** The newest sum that is not after an epoch. */
        Optional<NoisySum> notAfter(long epoch) {
            return last.filter(sum -> sum.epoch() <= epoch).or(() -> previous.filter(sum -> sum.epoch() <= epoch));
        }
    }

    /** A new sum of an incarnation of a user. */
    record ClosedSum(int incarnation, NoisySum sum) {}

    /**
     * The state of a release for one user, from one database snapshot.
     *
     * @param releasedEpoch the epoch whose predecessors are released
     * @param newerVersions versions of the public topic catalog that are newer than the cached ones
     * @param sums empty if the user has no profile
     */
    record ReleaseSnapshot(long releasedEpoch, List<TopicCatalogVersion> newerVersions, Optional<StoredSums> sums) {}

    private static final String SNAPSHOT = """
            SELECT e.released_epoch, u.*, v.*
            FROM release_epochs e
            LEFT JOIN LATERAL (
                SELECT user_id, incarnation, k.wrapped_key, s.closed_epoch, s.state, s.previous_epoch, s.previous_state
                FROM noise_key k LEFT JOIN noisy_sum s USING (user_id, incarnation)
                WHERE user_id = ?
                    AND coalesce(
                        (SELECT visible FROM held_visibility h WHERE h.user_id = k.user_id AND h.epoch >= e.released_epoch),
                        EXISTS (SELECT FROM existing_profile p WHERE p.user_id = k.user_id))
            ) u ON true
            LEFT JOIN public_topic_catalog v ON v.version > ?
            ORDER BY v.version
            """;

    private static final String LOAD = """
            SELECT user_id, incarnation, k.wrapped_key, s.closed_epoch, s.state, s.previous_epoch, s.previous_state
            FROM noise_key k LEFT JOIN noisy_sum s USING (user_id, incarnation) WHERE user_id = ANY (?::text[])
            """;

    /**
     * Stores a sum only if its key still exists, so a sum that was computed before an erasure is not stored after it.
     */
    private static final String SAVE = """
            WITH alive AS MATERIALIZED (
                SELECT user_id, incarnation FROM noise_key WHERE user_id = ANY (?::text[])
                ORDER BY user_id FOR KEY SHARE)
            INSERT INTO noisy_sum AS s (user_id, incarnation, closed_epoch, state)
            SELECT user_id, incarnation, closed.epoch, closed.state
            FROM unnest(?::text[], ?::int[], ?::bigint[], ?::bytea[]) closed (user_id, incarnation, epoch, state)
            JOIN alive USING (user_id, incarnation)
            ORDER BY user_id
            ON CONFLICT (user_id) DO UPDATE
            SET previous_epoch = s.closed_epoch, previous_state = s.state,
                closed_epoch = excluded.closed_epoch, state = excluded.state
            WHERE s.closed_epoch < excluded.closed_epoch
            """;

    private static final String DELETE = "DELETE FROM noisy_sum WHERE user_id = ?";

    private final JdbcTemplate jdbc;
    private final JdbcNoiseKeys keys;
    private final RowMapper<StoredSums> rowMapper;

    JdbcNoisySums(JdbcTemplate jdbc, JdbcNoiseKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.rowMapper = (row, index) -> new StoredSums(
                key(row), sum(row, "closed_epoch", "state"), sum(row, "previous_epoch", "previous_state"));
    }

    private UserNoiseKey key(ResultSet row) throws SQLException {
        return keys.unwrap(
                new UserId(row.getString("user_id")), row.getInt("incarnation"), row.getBytes("wrapped_key"));
    }

    /**
     * Reads the released epoch, newer catalog versions and the sums of a user in one statement.
     *
     * @param catalogVersion the newest catalog version that the caller has
     */
    ReleaseSnapshot readSnapshot(UserId user, int catalogVersion) {
        return Objects.requireNonNull(jdbc.query(SNAPSHOT, this::snapshot, user.value(), catalogVersion));
    }

    private ReleaseSnapshot snapshot(ResultSet rows) throws SQLException {
        List<TopicCatalogVersion> newerVersions = new ArrayList<>();
        Optional<StoredSums> sums = Optional.empty();
        long releasedEpoch = 0;
        while (rows.next()) {
            releasedEpoch = rows.getLong("released_epoch");
            if (sums.isEmpty() && rows.getString("user_id") != null) {
                sums = Optional.ofNullable(rowMapper.mapRow(rows, 0));
            }
            if (rows.getObject("version") != null) {
                newerVersions.add(Objects.requireNonNull(PublicTopicCatalog.VERSION.mapRow(rows, 0)));
            }
        }
        return new ReleaseSnapshot(releasedEpoch, newerVersions, sums);
    }

    /** The sums of users that are not erased. */
    Map<UserId, StoredSums> load(List<UserId> users) {
        Map<UserId, StoredSums> loaded = new HashMap<>();
        String[] ids = users.stream().map(UserId::value).toArray(String[]::new);
        jdbc.query(
                LOAD,
                row -> {
                    loaded.put(new UserId(row.getString("user_id")), rowMapper.mapRow(row, 0));
                },
                (Object) ids);
        return loaded;
    }

    /**
     * Stores sums. A stored sum of the same or a later epoch is not overwritten.
     *
     * @param sums in the order of user ids, which is the lock order (invariant 4, src/docs/invariants.md)
     */
    void save(Map<UserId, ClosedSum> sums) {
        String[] ids = sums.keySet().stream().map(UserId::value).toArray(String[]::new);
        jdbc.update(
                SAVE,
                ids,
                ids,
                sums.values().stream().mapToInt(ClosedSum::incarnation).toArray(),
                sums.values().stream().mapToLong(closed -> closed.sum().epoch()).toArray(),
                sums.values().stream().map(closed -> bytes(closed.sum())).toArray(byte[][]::new));
    }

    /** Deletes the sums of a user. */
    void delete(UserId user) {
        jdbc.update(DELETE, user.value());
    }

    private static Optional<NoisySum> sum(ResultSet row, String epoch, String state) throws SQLException {
        byte @Nullable [] bytes = row.getBytes(state);
        return bytes == null ? Optional.empty() : Optional.of(sum(row.getLong(epoch), bytes));
    }

    private static byte[] bytes(NoisySum sum) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * sum.partnerSums().size() * Double.BYTES);
        sum.partnerSums().stream().forEach(buffer::putDouble);
        sum.publicSums().stream().forEach(buffer::putDouble);
        return buffer.array();
    }

    private static NoisySum sum(long epoch, byte[] bytes) {
        DoubleBuffer numbers = ByteBuffer.wrap(bytes).asDoubleBuffer();
        int size = numbers.remaining() / 2;
        return new NoisySum(epoch, readVector(numbers, size), readVector(numbers, size));
    }

    private static Vec readVector(DoubleBuffer numbers, int size) {
        double[] sums = new double[size];
        numbers.get(sums);
        return Vec.adopt(sums);
    }
}
