package io.portrait.release;

import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.privacy.ExposedSum;
import java.nio.ByteBuffer;
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
class ExposedSums {

    /**
     * A user's sums.
     *
     * @param known whether there is such a user at all
     */
    record Stored(boolean known, Optional<ExposedSum> last, Optional<ExposedSum> before) {

        /** The newest sum that is not ahead of an epoch. */
        Optional<ExposedSum> through(long epoch) {
            return last.filter(sum -> sum.epoch() <= epoch).or(() -> before.filter(sum -> sum.epoch() <= epoch));
        }
    }

    private static final String FIND = """
            SELECT s.closed_epoch, s.state, s.before_epoch, s.before_state
            FROM profile p LEFT JOIN exposed_sum s ON s.user_id = p.user_id WHERE p.user_id = ?
            """;

    private static final String LOAD = """
            SELECT user_id, closed_epoch, state, before_epoch, before_state FROM exposed_sum
            WHERE user_id = ANY (?::text[])
            """;

    /** Of a user who is being erased nothing is written: the erasure deletes the profile first, then the sums. */
    private static final String SAVE = """
            INSERT INTO exposed_sum AS s (user_id, closed_epoch, state)
            SELECT c.user_id, c.epoch, c.state
            FROM unnest(?::text[], ?::bigint[], ?::bytea[]) AS c(user_id, epoch, state)
            JOIN profile p ON p.user_id = c.user_id
            FOR KEY SHARE OF p
            ON CONFLICT (user_id) DO UPDATE
            SET before_epoch = s.closed_epoch, before_state = s.state,
                closed_epoch = excluded.closed_epoch, state = excluded.state
            WHERE s.closed_epoch < excluded.closed_epoch
            """;

    private static final Stored UNKNOWN = new Stored(false, Optional.empty(), Optional.empty());
    private static final Stored IDLE = new Stored(true, Optional.empty(), Optional.empty());

    private static final RowMapper<Stored> STORED = (row, index) ->
            new Stored(true, sum(row, "closed_epoch", "state"), sum(row, "before_epoch", "before_state"));

    private final JdbcTemplate jdbc;

    ExposedSums(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Stored find(UserId user) {
        return jdbc.query(FIND, STORED, user.value()).stream().findFirst().orElse(UNKNOWN);
    }

    /** The sums of users; each of them is known. */
    Map<UserId, Stored> load(List<UserId> users) {
        Map<UserId, Stored> loaded = new HashMap<>();
        users.forEach(user -> loaded.put(user, IDLE));
        String[] ids = users.stream().map(UserId::value).toArray(String[]::new);
        jdbc.query(
                LOAD,
                row -> {
                    loaded.put(new UserId(row.getString("user_id")), STORED.mapRow(row, 0));
                },
                (Object) ids);
        return loaded;
    }

    /** Writes sums; one that is there already, or a later one, stays. Users must be in order (invariant 4). */
    void save(Map<UserId, ExposedSum> sums) {
        jdbc.update(
                SAVE,
                sums.keySet().stream().map(UserId::value).toArray(String[]::new),
                sums.values().stream().mapToLong(ExposedSum::epoch).toArray(),
                sums.values().stream().map(sum -> bytes(sum.sums())).toArray(byte[][]::new));
    }

    private static Optional<ExposedSum> sum(ResultSet row, String epoch, String state) throws SQLException {
        byte @Nullable [] bytes = row.getBytes(state);
        return bytes == null ? Optional.empty() : Optional.of(new ExposedSum(row.getLong(epoch), vec(bytes)));
    }

    private static byte[] bytes(Vec sums) {
        ByteBuffer buffer = ByteBuffer.allocate(sums.size() * Double.BYTES);
        sums.stream().forEach(buffer::putDouble);
        return buffer.array();
    }

    private static Vec vec(byte[] bytes) {
        double[] sums = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(sums);
        return Vec.adopt(sums);
    }
}
