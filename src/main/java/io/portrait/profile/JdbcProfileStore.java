package io.portrait.profile;

import io.portrait.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Profile rows in PostgreSQL: one statement per batch. */
@Component
class JdbcProfileStore implements ProfileStore {

    private static final String LOAD = "SELECT user_id, state FROM profile WHERE user_id = ANY (?::text[])";

    private static final String FIND = """
            SELECT user_id, state FROM profile
            WHERE user_id = coalesce((SELECT person FROM identity WHERE id = ?), ?)
            """;

    private static final String FIND_IN_USE = FIND.replace("profile", "profile_in_use");

    private static final String REMOVE = "DELETE FROM profile WHERE user_id = ?";

    private static final String SAVE = """
            INSERT INTO profile (user_id, events_seen, last_epoch, state)
            SELECT * FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bytea[])
            ON CONFLICT (user_id) DO UPDATE
            SET events_seen = excluded.events_seen, last_epoch = excluded.last_epoch, state = excluded.state
            """;

    private static final String CLAIM =
            "SELECT position, stamp, erasures FROM drain WHERE shard = ? FOR UPDATE SKIP LOCKED";

    private static final String AWAIT =
            "SELECT shard, position, stamp, erasures FROM drain WHERE shard = ANY (?::int[]) ORDER BY shard FOR UPDATE";

    private static final String MARK = "UPDATE drain SET position = ?, stamp = ? WHERE shard = ?";

    private static final String MARKS = "SELECT shard, position FROM drain";

    /** Of a row's versions each was written by a transaction of its own. Another of a person's ids has their row. */
    private static final String VERSIONS = """
            SELECT k.id AS user_id, profile.xmin::text::bigint AS version
            FROM unnest(?::text[]) AS k(id)
            LEFT JOIN identity ON identity.id = k.id
            JOIN profile ON profile.user_id = coalesce(identity.person, k.id)
            """;

    /** What the planner thinks of a large table, for counting one takes long. */
    private static final String COUNT = """
            SELECT CASE WHEN reltuples > 100000 THEN reltuples::bigint ELSE (SELECT count(*) FROM profile) END
            FROM pg_class WHERE oid = 'profile'::regclass
            """;

    private static final String MARKED = "SELECT position FROM drain WHERE shard = ?";

    private static final String PAGE = """
            SELECT user_id, state FROM profile WHERE user_id > ? AND last_epoch >= ? ORDER BY user_id LIMIT ?
            """;

    private final JdbcTemplate jdbc;
    private final StateLayout layout;
    private final RowMapper<UserState> states;

    JdbcProfileStore(JdbcTemplate jdbc, StateLayout layout) {
        this.jdbc = jdbc;
        this.layout = layout;
        this.states = (row, index) -> state(new UserId(row.getString("user_id")), row.getBytes("state"));
    }

    @Override
    public UserState state(UserId user, byte[] row) {
        return layout.read(user, row);
    }

    @Override
    public Optional<UserState> find(UserId user) {
        return jdbc.query(FIND, states, user.value(), user.value()).stream().findFirst();
    }

    @Override
    public Optional<UserState> findInUse(UserId user) {
        return jdbc.query(FIND_IN_USE, states, user.value(), user.value()).stream()
                .findFirst();
    }

    @Override
    public Map<UserId, UserState> stored(SortedSet<UserId> users) {
        Map<UserId, UserState> stored = new HashMap<>();
        String[] ids = users.stream().map(UserId::value).toArray(String[]::new);
        jdbc.query(LOAD, states, (Object) ids).forEach(state -> stored.put(state.user, state));
        return stored;
    }

    @Override
    public void remove(UserId user) {
        jdbc.update(REMOVE, user.value());
    }

    @Override
    public Map<UserId, UserState> load(SortedSet<UserId> users) {
        Map<UserId, UserState> loaded = stored(users);
        users.forEach(user -> loaded.computeIfAbsent(user, layout::fresh));
        return loaded;
    }

    @Override
    public Map<UserId, byte[]> save(Collection<UserState> unordered) {
        List<UserState> states =
                unordered.stream().sorted((a, b) -> a.user.compareTo(b.user)).toList();
        byte[][] rows = layout.write(states);
        jdbc.update(
                SAVE,
                states.stream().map(state -> state.user.value()).toArray(String[]::new),
                states.stream().mapToLong(state -> state.eventsSeen).toArray(),
                states.stream().mapToLong(state -> state.lastEpoch).toArray(),
                rows);
        Map<UserId, byte[]> saved = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            saved.put(states.get(i).user, rows[i]);
        }
        return saved;
    }

    @Override
    public Optional<Mark> claim(int shard) {
        return jdbc.query(CLAIM, (row, index) -> mark(row), shard).stream().findFirst();
    }

    @Override
    public SortedMap<Integer, Mark> await(SortedSet<Integer> shards) {
        SortedMap<Integer, Mark> marks = new TreeMap<>();
        jdbc.query(
                AWAIT,
                row -> {
                    marks.put(row.getInt("shard"), mark(row));
                },
                (Object) shards.toArray(Integer[]::new));
        return marks;
    }

    private static Mark mark(ResultSet row) throws SQLException {
        return new Mark(row.getLong("position"), row.getLong("stamp"), row.getLong("erasures"));
    }

    @Override
    public void mark(int shard, Mark mark) {
        jdbc.update(MARK, mark.position(), mark.stamp(), shard);
    }

    @Override
    public Map<Integer, Long> marks() {
        Map<Integer, Long> marks = new HashMap<>();
        jdbc.query(MARKS, row -> {
            marks.put(row.getInt("shard"), row.getLong("position"));
        });
        return marks;
    }

    @Override
    public Map<UserId, Long> versions(Collection<UserId> users) {
        Map<UserId, Long> versions = new HashMap<>();
        String[] ids = users.stream().map(UserId::value).toArray(String[]::new);
        jdbc.query(
                VERSIONS,
                row -> {
                    versions.put(new UserId(row.getString("user_id")), row.getLong("version"));
                },
                (Object) ids);
        return versions;
    }

    @Override
    public long estimatedCount() {
        return Objects.requireNonNull(jdbc.queryForObject(COUNT, Long.class));
    }

    @Override
    public long marked(int shard) {
        return Objects.requireNonNull(jdbc.queryForObject(MARKED, Long.class, shard));
    }

    @Override
    public List<UserState> page(Optional<UserId> after, long touchedSinceEpoch, int limit) {
        return jdbc.query(PAGE, states, after.map(UserId::value).orElse(""), touchedSinceEpoch, limit);
    }
}
