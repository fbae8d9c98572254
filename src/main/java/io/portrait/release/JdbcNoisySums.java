package io.portrait.release;

import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.release.mechanism.NoisySum;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/**
 * The stored noisy sums. While an epoch is being closed some rows are ahead of what is released, so a row keeps the sum
 * before the last as well.
 */
@Component
class JdbcNoisySums {

    /** A user's key and sums. */
    record StoredSums(UserNoiseKey key, Optional<NoisySum> last, Optional<NoisySum> previous) {

        /** The newest sum that is not ahead of an epoch. */
        Optional<NoisySum> notAfter(long epoch) {
            return last.filter(sum -> sum.epoch() <= epoch).or(() -> previous.filter(sum -> sum.epoch() <= epoch));
        }
    }

    /** A sum to be stored, of an incarnation of its user. */
    record ClosedSum(int incarnation, NoisySum sum) {}

    private static final String FIND = """
            SELECT k.user_id, k.incarnation, k.wrapped_key, s.closed_epoch, s.state, s.previous_epoch, s.previous_state
            FROM profile p JOIN noise_key k USING (user_id) LEFT JOIN noisy_sum s USING (user_id, incarnation)
            WHERE user_id = ?
            """;

    private static final String LOAD = """
            SELECT user_id, incarnation, k.wrapped_key, s.closed_epoch, s.state, s.previous_epoch, s.previous_state
            FROM noise_key k LEFT JOIN noisy_sum s USING (user_id, incarnation) WHERE user_id = ANY (?::text[])
            """;

    /** Only beside its key: who is erased meanwhile is not brought back by the sum that was on its way. */
    private static final String SAVE = """
            WITH alive AS MATERIALIZED (
                SELECT user_id, incarnation FROM noise_key WHERE user_id = ANY (?::text[]) ORDER BY user_id FOR KEY SHARE)
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
        this.rowMapper = (row, index) ->
                new StoredSums(key(row), sum(row, "closed_epoch", "state"), sum(row, "previous_epoch", "previous_state"));
    }

    private UserNoiseKey key(ResultSet row) throws SQLException {
        return keys.unwrap(new UserId(row.getString("user_id")), row.getInt("incarnation"), row.getBytes("wrapped_key"));
    }

    /** The sums of a user; empty if there is no such user, or none any more. */
    Optional<StoredSums> find(UserId user) {
        return jdbc.query(FIND, rowMapper, user.value()).stream().findFirst();
    }

    /** The sums of users; of those who are not erased. */
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

    /** Writes sums; one that is there already, or a later one, stays. Users must be in order (invariant 4). */
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

    /** Forgets what was released of a user. */
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
