package io.portrait.ingest;

import io.portrait.ingest.Event.Origin;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Read access to the table {@code journal}. */
@Component
class JdbcJournalReader implements JournalReader {

    private static final String COLUMNS = """
            user_id, message_id, position, received_at, epoch, happened_at, event_type,
            item_id, item_revision, value, scale, text_value, channel, session_id, extra, is_anonymous, person,
            list_id, utc_offset_minutes
            """;

    private static final String READ =
            "SELECT " + COLUMNS + "FROM journal WHERE shard = ? AND position > ? ORDER BY position LIMIT ?";

    /** The shards are listed, because the index begins with the shard. */
    private static final String READ_ALL = "SELECT " + COLUMNS
            + "FROM journal WHERE shard = ANY(?::smallint[]) AND position > ? AND position <= ? ORDER BY position";

    private static final Integer[] ALL_SHARDS =
            IntStream.range(0, Shard.COUNT).boxed().toArray(Integer[]::new);

    private static final String HISTORY = "SELECT " + COLUMNS
            + "FROM journal WHERE user_id = ANY (?::text[]) AND position < ? ORDER BY position DESC LIMIT ?";

    private static final String REPLAY =
            "SELECT " + COLUMNS + "FROM journal WHERE user_id = ANY (?::text[]) AND position < ? ORDER BY position";

    private static final String HAS_ENTRIES =
            "SELECT EXISTS (SELECT 1 FROM journal WHERE shard = ? AND position > ? AND position <= ?)";

    private static final String HAS_ENTRIES_OF_USER = "SELECT EXISTS (SELECT 1 FROM journal WHERE user_id = ?)";

    private static final String BACKLOG = """
            SELECT coalesce(sum(waiting.entries), 0) AS entries, min(waiting.oldest) AS oldest
            FROM unnest(?::smallint[], ?::bigint[]) AS mark(shard, position)
            CROSS JOIN LATERAL (
                SELECT count(*) AS entries, min(received_at) AS oldest
                FROM (SELECT received_at FROM journal
                      WHERE shard = mark.shard AND position > mark.position ORDER BY position LIMIT 2000) next) waiting
            """;

    private static final int PAGE = 1_000;

    private final JdbcTemplate jdbc;
    private final JdbcIdentityGraph identityGraph;
    private final RecentEntriesCache recentEntries;
    private final Clock clock;

    JdbcJournalReader(
            JdbcTemplate jdbc, JdbcIdentityGraph identityGraph, RecentEntriesCache recentEntries, Clock clock) {
        this.jdbc = jdbc;
        this.identityGraph = identityGraph;
        this.recentEntries = recentEntries;
        this.clock = clock;
    }

    @Override
    public List<JournalEntry> read(int shard, long after, int limit) {
        return jdbc.query(READ, ENTRY, shard, after, limit);
    }

    @Override
    public List<JournalEntry> readRecent(int shard, long after, int limit, long erasureCount) {
        List<JournalEntry> cached = recentEntries.read(erasureCount, shard, after, limit, clock.instant());
        return cached.isEmpty() ? read(shard, after, limit) : cached;
    }

    @Override
    public List<JournalEntry> readAll(long after, long upTo) {
        return jdbc.query(READ_ALL, ENTRY, ALL_SHARDS, after, upTo);
    }

    @Override
    public List<JournalEntry> history(UserId user, long before, int limit) {
        return jdbc.query(HISTORY, ENTRY, idsOf(user), before, limit);
    }

    private String[] idsOf(UserId user) {
        return toArray(identityGraph.idsOf(identityGraph.personOf(user)));
    }

    private static String[] toArray(Set<UserId> ids) {
        return ids.stream().map(UserId::value).toArray(String[]::new);
    }

    @Override
    public List<JournalEntry> latest(Set<UserId> ids, long before, int limit) {
        return jdbc.query(HISTORY, ENTRY, toArray(ids), before, limit).reversed();
    }

    @Override
    public void replay(Set<UserId> ids, long before, Consumer<List<JournalEntry>> pages) {
        List<JournalEntry> page = new ArrayList<>(PAGE);
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(REPLAY);
                    statement.setFetchSize(PAGE);
                    statement.setObject(1, toArray(ids));
                    statement.setLong(2, before);
                    return statement;
                },
                row -> {
                    page.add(entry(row));
                    if (page.size() == PAGE) {
                        pages.accept(List.copyOf(page));
                        page.clear();
                    }
                });
        pages.accept(page);
    }

    @Override
    public long lastPosition() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT position FROM journal_head", Long.class));
    }

    @Override
    public JournalEnd end() {
        Instant before = clock.instant();
        return new JournalEnd(lastPosition(), before);
    }

    @Override
    public JournalBacklog backlog(Map<Integer, Long> positions) {
        Integer[] shards = positions.keySet().toArray(Integer[]::new);
        Long[] offsets = Arrays.stream(shards).map(positions::get).toArray(Long[]::new);
        return Objects.requireNonNull(jdbc.queryForObject(
                BACKLOG,
                (row, i) -> new JournalBacklog(
                        row.getLong("entries"),
                        Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)),
                shards,
                offsets));
    }

    @Override
    public boolean hasEntries(int shard, long after, long upTo) {
        return Boolean.TRUE.equals(jdbc.queryForObject(HAS_ENTRIES, Boolean.class, shard, after, upTo));
    }

    @Override
    public boolean hasEntries(UserId user) {
        return Boolean.TRUE.equals(jdbc.queryForObject(HAS_ENTRIES_OF_USER, Boolean.class, user.value()));
    }

    private static final RowMapper<JournalEntry> ENTRY = (row, index) -> entry(row);

    private static JournalEntry entry(ResultSet row) throws SQLException {
        Event event = event(row);
        @Nullable String person = row.getString("person");
        return new JournalEntry(
                row.getLong("position"),
                row.getLong("epoch"),
                instant(row, "received_at"),
                row.getInt("item_revision"),
                event,
                person == null ? event.userId() : new UserId(person));
    }

    private static Event event(ResultSet row) throws SQLException {
        @Nullable String item = row.getString("item_id");
        return new Event(
                new UserId(row.getString("user_id")),
                new MessageId(row.getString("message_id")),
                instant(row, "happened_at"),
                payloadColumns(row).toPayload(),
                item == null ? null : new ItemId(item),
                origin(row),
                row.getString("extra"),
                row.getBoolean("is_anonymous"),
                row.getObject("list_id", UUID.class));
    }

    private static Origin origin(ResultSet row) throws SQLException {
        @Nullable Integer minutes = row.getObject("utc_offset_minutes", Integer.class);
        return new Origin(
                row.getString("channel"),
                row.getString("session_id"),
                minutes == null ? null : TimeZones.ofMinutes(minutes));
    }

    private static PayloadColumns payloadColumns(ResultSet row) throws SQLException {
        return new PayloadColumns(
                row.getInt("event_type"),
                row.getObject("value", Double.class),
                row.getObject("scale", Double.class),
                row.getString("text_value"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
