package io.portrait.profile;

import io.portrait.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Profile rows in PostgreSQL: one statement per batch. */
@Component
class JdbcProfileStore implements ProfileStore {

    private static final String LOAD = "SELECT user_id, state FROM profile WHERE user_id = ANY (?::text[])";

    private static final String SAVE = """
            INSERT INTO profile (user_id, events_seen, last_epoch, state)
            SELECT * FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bytea[])
            ON CONFLICT (user_id) DO UPDATE
            SET events_seen = excluded.events_seen, last_epoch = excluded.last_epoch, state = excluded.state
            """;

    private static final String CLAIM =
            "SELECT position, stamp, erasures FROM drain WHERE shard = ? FOR UPDATE SKIP LOCKED";

    private static final String MARK = "UPDATE drain SET position = ?, stamp = ? WHERE shard = ?";

    private static final String MARKS = "SELECT shard, position FROM drain";

    /** Of a row's versions each was written by a transaction of its own. */
    private static final String VERSIONS =
            "SELECT user_id, xmin::text::bigint AS version FROM profile WHERE user_id = ANY (?::text[])";

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
        this.states = (row, index) -> layout.read(new UserId(row.getString("user_id")), row.getBytes("state"));
    }

    @Override
    public Optional<UserState> find(UserId user) {
        return jdbc.query(LOAD, states, (Object) new String[] {user.value()}).stream()
                .findFirst();
    }

    @Override
    public Map<UserId, UserState> load(SortedSet<UserId> users) {
        Map<UserId, UserState> loaded = new HashMap<>();
        String[] ids = users.stream().map(UserId::value).toArray(String[]::new);
        jdbc.query(LOAD, states, (Object) ids).forEach(state -> loaded.put(state.user, state));
        users.forEach(user -> loaded.computeIfAbsent(user, layout::fresh));
        return loaded;
    }

    @Override
    public void save(Collection<UserState> unordered) {
        List<UserState> rows =
                unordered.stream().sorted((a, b) -> a.user.compareTo(b.user)).toList();
        jdbc.update(
                SAVE,
                rows.stream().map(row -> row.user.value()).toArray(String[]::new),
                rows.stream().mapToLong(row -> row.eventsSeen).toArray(),
                rows.stream().mapToLong(row -> row.lastEpoch).toArray(),
                layout.write(rows));
    }

    @Override
    public Optional<Mark> claim(int shard) {
        return jdbc
                .query(
                        CLAIM,
                        (row, index) ->
                                new Mark(row.getLong("position"), row.getLong("stamp"), row.getLong("erasures")),
                        shard)
                .stream()
                .findFirst();
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
