package io.portrait.profile;

import io.portrait.ingest.RetentionListener;
import io.portrait.kernel.UserId;
import io.portrait.profile.ProfileStore.ShardOffset;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** The profile store in PostgreSQL; rows are read and written with one statement per batch. */
@Component
class JdbcProfileStore implements ProfileStore, RetentionListener {

    private static final String FIND_EXISTING = "SELECT user_id, state FROM profile WHERE user_id = ANY (?::text[])";

    private static final String FIND = """
            SELECT user_id, state FROM profile
            WHERE user_id = coalesce((SELECT person FROM person_of_id WHERE id = ?), ?)
            """;

    private static final String FIND_UNRESTRICTED = """
            SELECT user_id, state FROM unrestricted_profile
            WHERE user_id = coalesce((SELECT person FROM person_of_id WHERE id = ?), ?)
            """;

    private static final String REMOVE = "DELETE FROM profile WHERE user_id = ?";

    private static final String HOLD = """
            INSERT INTO exposure_hold AS h (user_id, epoch, visible, state) VALUES (?, ?, ?, ?)
            ON CONFLICT (user_id) DO UPDATE
            SET visible = CASE WHEN h.epoch = excluded.epoch THEN h.visible ELSE excluded.visible END,
                epoch = excluded.epoch, state = excluded.state
            """;

    private static final String FIND_HELD =
            "SELECT user_id, state FROM exposure_hold WHERE user_id = ? AND state IS NOT NULL";

    private static final String END_HOLDS = "DELETE FROM exposure_hold WHERE epoch < ?";

    private static final String SAVE = """
            INSERT INTO profile (user_id, events_seen, last_epoch, state)
            SELECT * FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bytea[])
            ON CONFLICT (user_id) DO UPDATE
            SET events_seen = excluded.events_seen, last_epoch = excluded.last_epoch, state = excluded.state
            """;

    private static final String TRY_LOCK =
            "SELECT position, rows_version, erasures FROM projection_offset WHERE shard = ? FOR UPDATE SKIP LOCKED";

    private static final String LOCK = """
            SELECT shard, position, rows_version, erasures FROM projection_offset
            WHERE shard = ANY (?::int[]) ORDER BY shard FOR UPDATE
            """;

    /** A transaction that saves an offset need not wait for the disk. See {@link ProfileStore#saveOffset}. */
    private static final String RELAX_COMMIT = "SET LOCAL synchronous_commit = off";

    private static final String SAVE_OFFSET =
            "UPDATE projection_offset SET position = ?, rows_version = ? WHERE shard = ?";

    private static final String POSITIONS = "SELECT shard, position FROM projection_offset";

    /**
     * The row version is the id of the transaction that wrote it. Each id of a person leads to the row of the person.
     */
    private static final String ROW_VERSIONS = """
            SELECT k.id AS user_id, profile.xmin::text::bigint AS version
            FROM unnest(?::text[]) AS k(id)
            LEFT JOIN person_of_id ON person_of_id.id = k.id
            JOIN profile ON profile.user_id = coalesce(person_of_id.person, k.id)
            """;

    /** The estimate of the query planner where the table is large, because an exact count takes long. */
    private static final String ESTIMATED_COUNT = """
            SELECT CASE WHEN reltuples > 100000 THEN reltuples::bigint ELSE (SELECT count(*) FROM profile) END
            FROM pg_class WHERE oid = 'profile'::regclass
            """;

    private static final String POSITION = "SELECT position FROM projection_offset WHERE shard = ?";

    private static final String UNRESTRICTED_PAGE =
            "SELECT user_id, state FROM unrestricted_profile WHERE user_id > ? ORDER BY user_id LIMIT ?";

    private static final String PAGE_WITH_HELD = """
            SELECT user_id, state FROM profile WHERE user_id > ? AND last_epoch >= ?
            UNION ALL
            SELECT user_id, state FROM exposure_hold WHERE user_id > ? AND state IS NOT NULL
            ORDER BY user_id LIMIT ?
            """;

    private final JdbcTemplate jdbc;
    private final UserStateCodec codec;
    private final RowMapper<UserState> stateMapper;
    private final RandomGenerator rowsVersions = new SecureRandom();

    JdbcProfileStore(JdbcTemplate jdbc, UserStateCodec codec) {
        this.jdbc = jdbc;
        this.codec = codec;
        this.stateMapper = (row, index) -> decode(new UserId(row.getString("user_id")), row.getBytes("state"));
    }

    @Override
    public UserState decode(UserId user, byte[] row) {
        return codec.read(user, row);
    }

    @Override
    public Optional<UserState> find(UserId user) {
        return jdbc.query(FIND, stateMapper, user.value(), user.value()).stream()
                .findFirst();
    }

    @Override
    public Optional<UserState> findUnrestricted(UserId user) {
        return jdbc.query(FIND_UNRESTRICTED, stateMapper, user.value(), user.value()).stream()
                .findFirst();
    }

    @Override
    public Map<UserId, UserState> findExisting(SortedSet<UserId> users) {
        Map<UserId, UserState> states = new HashMap<>();
        String[] ids = users.stream().map(UserId::value).toArray(String[]::new);
        jdbc.query(FIND_EXISTING, stateMapper, (Object) ids).forEach(state -> states.put(state.user(), state));
        return states;
    }

    @Override
    public void remove(UserId user) {
        jdbc.update(REMOVE, user.value());
    }

    @Override
    public void holdExposure(UserId user, long epoch, Optional<UserState> removed) {
        byte @Nullable [] row =
                removed.map(state -> codec.write(List.of(state))[0]).orElse(null);
        jdbc.update(HOLD, user.value(), epoch, removed.isPresent(), row);
    }

    @Override
    public Optional<UserState> findHeld(UserId user) {
        return jdbc.query(FIND_HELD, stateMapper, user.value()).stream().findFirst();
    }

    @Override
    public void endHolds(long beforeEpoch) {
        jdbc.update(END_HOLDS, beforeEpoch);
    }

    @Override
    public Map<UserId, UserState> findOrCreate(SortedSet<UserId> users) {
        Map<UserId, UserState> states = findExisting(users);
        users.forEach(user -> states.computeIfAbsent(user, codec::newState));
        return states;
    }

    @Override
    public Map<UserId, byte[]> save(Collection<UserState> unsorted) {
        List<UserState> states =
                unsorted.stream().sorted(Comparator.comparing(UserState::user)).toList();
        byte[][] rows = codec.write(states);
        jdbc.update(
                SAVE,
                states.stream().map(state -> state.user().value()).toArray(String[]::new),
                states.stream().mapToLong(UserState::eventsSeen).toArray(),
                states.stream().mapToLong(state -> state.applied().lastEpoch()).toArray(),
                rows);
        Map<UserId, byte[]> saved = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            saved.put(states.get(i).user(), rows[i]);
        }
        return saved;
    }

    @Override
    public Optional<ShardOffset> tryLock(int shard) {
        return jdbc.query(TRY_LOCK, (row, index) -> offset(row), shard).stream().findFirst();
    }

    @Override
    public SortedMap<Integer, ShardOffset> lock(SortedSet<Integer> shards) {
        SortedMap<Integer, ShardOffset> result = new TreeMap<>();
        jdbc.query(
                LOCK,
                row -> {
                    result.put(row.getInt("shard"), offset(row));
                },
                (Object) shards.toArray(Integer[]::new));
        return result;
    }

    private static ShardOffset offset(ResultSet row) throws SQLException {
        return new ShardOffset(row.getLong("position"), row.getLong("rows_version"), row.getLong("erasures"));
    }

    @Override
    public ShardOffset saveOffset(int shard, ShardOffset offset, long position) {
        jdbc.execute(RELAX_COMMIT);
        ShardOffset saved = new ShardOffset(position, rowsVersions.nextLong(), offset.lastErasure());
        jdbc.update(SAVE_OFFSET, saved.position(), saved.rowsVersion(), shard);
        return saved;
    }

    @Override
    public Map<Integer, Long> positions() {
        Map<Integer, Long> result = new HashMap<>();
        jdbc.query(POSITIONS, row -> {
            result.put(row.getInt("shard"), row.getLong("position"));
        });
        return result;
    }

    @Override
    public Map<UserId, Long> rowVersions(Collection<UserId> users) {
        Map<UserId, Long> versions = new HashMap<>();
        String[] ids = users.stream().map(UserId::value).toArray(String[]::new);
        jdbc.query(
                ROW_VERSIONS,
                row -> {
                    versions.put(new UserId(row.getString("user_id")), row.getLong("version"));
                },
                (Object) ids);
        return versions;
    }

    @Override
    public long estimatedCount() {
        return Objects.requireNonNull(jdbc.queryForObject(ESTIMATED_COUNT, Long.class));
    }

    @Override
    public long position(int shard) {
        return Objects.requireNonNull(jdbc.queryForObject(POSITION, Long.class, shard));
    }

    @Override
    public List<UserState> pageWithHeld(Optional<UserId> after, long touchedSinceEpoch, int limit) {
        String afterId = after.map(UserId::value).orElse("");
        return jdbc.query(PAGE_WITH_HELD, stateMapper, afterId, touchedSinceEpoch, afterId, limit);
    }

    @Override
    public List<UserState> unrestrictedPage(Optional<UserId> after, int limit) {
        return jdbc.query(
                UNRESTRICTED_PAGE, stateMapper, after.map(UserId::value).orElse(""), limit);
    }
}
