package io.portrait.ingest;

import io.portrait.ingest.AppendGroup.EventKey;
import io.portrait.ingest.AppendGroup.Head;
import io.portrait.ingest.Event.Origin;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The journal in PostgreSQL. An append first updates the single row of {@code journal_head}; that row's lock is held to
 * the commit, so positions become visible in their order, and a look for duplicates cannot be overtaken by another
 * append. See decision 0002.
 */
@Component
class JdbcJournal implements Journal {

    /** Says itself that its commit waits for the disk: a database or user may be set otherwise. */
    private static final String ADVANCE = """
            UPDATE journal_head
            SET position = position + ?, latest_arrival = greatest(latest_arrival, ?)
            RETURNING position, open_epoch, latest_arrival, gate_version, erasures, identity_changes,
                set_config('synchronous_commit', 'on', true)
            """;

    private static final String COLUMNS = """
            user_id, message_id, position, received_at, epoch, happened_at, kind,
            item_id, item_revision, value, scale, label, channel, session_id, detail, anonymous, person,
            impression_id, utc_offset_minutes
            """;

    private static final String READ =
            "SELECT " + COLUMNS + "FROM journal WHERE shard = ? AND position > ? ORDER BY position LIMIT ?";

    /** The kind is written out, for only so the index of ratings alone can serve. */
    private static final String READ_RATINGS =
            "SELECT " + COLUMNS + "FROM journal WHERE kind = 11 AND position > ? ORDER BY position LIMIT ?";

    /** The shards are written out, for the index begins with them. */
    private static final String READ_ALL = "SELECT " + COLUMNS
            + "FROM journal WHERE shard = ANY(?::smallint[]) AND position > ? AND position <= ? ORDER BY position";

    private static final Integer[] ALL_SHARDS =
            IntStream.range(0, Shard.COUNT).boxed().toArray(Integer[]::new);

    private static final String HAS_RATINGS = "SELECT EXISTS (SELECT 1 FROM journal WHERE user_id = ? AND kind = 11)";

    private static final String HISTORY = "SELECT " + COLUMNS
            + "FROM journal WHERE user_id = ANY (?::text[]) AND position < ? ORDER BY position DESC LIMIT ?";

    private static final String REPLAY =
            "SELECT " + COLUMNS + "FROM journal WHERE user_id = ANY (?::text[]) AND position < ? ORDER BY position";

    private static final String HAS_ENTRIES =
            "SELECT EXISTS (SELECT 1 FROM journal WHERE shard = ? AND position > ? AND position <= ?)";

    private static final String BACKLOG = """
            SELECT coalesce(sum(waiting.entries), 0) AS entries, min(waiting.oldest) AS oldest
            FROM unnest(?::smallint[], ?::bigint[]) AS mark(shard, position)
            CROSS JOIN LATERAL (
                SELECT count(*) AS entries, min(received_at) AS oldest
                FROM (SELECT received_at FROM journal
                      WHERE shard = mark.shard AND position > mark.position ORDER BY position LIMIT 2000) next) waiting
            """;

    private static final int PAGE = 1_000;

    private static final String TURN_EPOCH = "UPDATE journal_head SET open_epoch = ? WHERE open_epoch = ?";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final JournalPartitions partitions;
    private final JdbcDuplicates duplicates;
    private final JdbcDeadLetters deadLetters;
    private final ItemRevisions revisions;
    private final JdbcSubjectGate gate;
    private final JdbcIdentities identities;
    private final Clock clock;
    private final IngestProperties limits;
    private final JournalTail tail;
    private final Resends resends = new Resends();

    JdbcJournal(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager,
            JournalPartitions partitions,
            JdbcDeadLetters deadLetters,
            ItemRevisions revisions,
            JdbcSubjectGate gate,
            JdbcIdentities identities,
            IngestProperties limits,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.partitions = partitions;
        this.duplicates = new JdbcDuplicates(jdbc);
        this.deadLetters = deadLetters;
        this.revisions = revisions;
        this.gate = gate;
        this.identities = identities;
        this.clock = clock;
        this.limits = limits;
        this.tail = new JournalTail(limits.maxTail());
    }

    /** Writes a group in one transaction; when it returns, the group is on disk. */
    List<Outcome> append(List<Reading> readings) {
        Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        partitions.ensure(receivedAt);
        AppendGroup appended = appendOrLook(readings, receivedAt);
        tail.append(appended.erasures(), appended.positionBefore(), appended.lastPosition(), appended.entries());
        return appended.outcomes();
    }

    /** Looks for duplicates only where some are to be expected; where none were, the index refuses the whole group. */
    private AppendGroup appendOrLook(List<Reading> readings, Instant receivedAt) {
        Map<ItemId, Integer> met = revisions.current(itemsOf(readings));
        if (!resends.areExpected()) {
            try {
                return appendWithin(readings, receivedAt, met, JournalPartitions.monthOf(receivedAt));
            } catch (DuplicateKeyException _) {
                resends.came();
            }
        }
        return appendWithin(readings, receivedAt, met, null);
    }

    /** In one transaction; {@code unread} is the month in which not to look for duplicates. */
    private AppendGroup appendWithin(
            List<Reading> readings, Instant receivedAt, Map<ItemId, Integer> met, @Nullable YearMonth unread) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Head head = advance(readings.size(), receivedAt);
            List<Event> events = eventsOf(readings);
            Persons persons = identities.among(events, head.identityChanges());
            AppendGroup group = new AppendGroup(
                    head,
                    receivedAt,
                    met,
                    existing(events, head.latestArrival(), unread),
                    gate.of(() -> usersOf(readings, persons), head.gateVersion()),
                    persons);
            readings.forEach(group::add);
            write(group);
            identities.save(persons);
            return group;
        }));
    }

    private Map<EventKey, Outcome.Duplicate> existing(
            List<Event> events, Instant latestArrival, @Nullable YearMonth unread) {
        Map<EventKey, Outcome.Duplicate> existing = unread == null
                ? duplicates.find(events, latestArrival)
                : duplicates.findOutside(unread, events, latestArrival);
        if (existing.isEmpty()) {
            resends.noneCame();
        } else {
            resends.came();
        }
        return existing;
    }

    /** Whether the profiles are being kept up, and lag behind nevertheless. */
    boolean isAheadOfProfiles() {
        Instant now = clock.instant();
        return tail.lag(now).compareTo(limits.maxLag()) > 0 && tail.lastRead().isAfter(now.minus(limits.maxHold()));
    }

    private void write(AppendGroup group) {
        if (!group.entries().isEmpty()) {
            copyIn(JournalCopy.rows(byUser(group.entries())));
        }
        deadLetters.keep(group.refused(), group.receivedAt());
    }

    /** In the order of the index, so that neighbours find its pages in the processor's caches. */
    private static List<JournalEntry> byUser(List<JournalEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(entry -> entry.event().user()))
                .toList();
    }

    private static Set<ItemId> itemsOf(List<Reading> readings) {
        Set<ItemId> items = new HashSet<>();
        for (Reading reading : readings) {
            if (reading instanceof Reading.Clean(Event event) && event.item() != null) {
                items.add(event.item());
            }
        }
        return items;
    }

    private static Set<String> usersOf(List<Reading> readings, Persons persons) {
        Set<String> users = new HashSet<>();
        for (Reading reading : readings) {
            switch (reading) {
                case Reading.Clean(Event event) ->
                    event.named()
                            .forEach(id -> users.addAll(
                                    List.of(id.value(), persons.of(id).value())));
                case Reading.Bad bad when bad.userId() != null -> users.add(bad.userId());
                case Reading.Bad bad -> {
                    // nobody is named
                }
            }
        }
        return users;
    }

    private static List<Event> eventsOf(List<Reading> readings) {
        return readings.stream()
                .filter(Reading.Clean.class::isInstance)
                .map(reading -> ((Reading.Clean) reading).event())
                .toList();
    }

    private Head advance(int count, Instant receivedAt) {
        return Objects.requireNonNull(jdbc.queryForObject(
                ADVANCE,
                (row, i) -> new Head(
                        row.getLong("position") - count,
                        row.getLong("open_epoch"),
                        instant(row, "latest_arrival"),
                        row.getLong("gate_version"),
                        row.getLong("erasures"),
                        row.getLong("identity_changes")),
                count,
                receivedAt.atOffset(ZoneOffset.UTC)));
    }

    private void copyIn(byte[] rows) {
        jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
            copyIn(connection, rows);
            return null;
        });
    }

    private static void copyIn(Connection connection, byte[] rows) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(JournalCopy.SQL);
        try {
            copy.writeToCopy(rows, 0, rows.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    @Override
    public List<JournalEntry> read(int shard, long after, int limit) {
        return jdbc.query(READ, ENTRY, shard, after, limit);
    }

    @Override
    public List<JournalEntry> follow(int shard, long after, int limit, long erasures) {
        List<JournalEntry> fresh = tail.read(erasures, shard, after, limit, clock.instant());
        return fresh.isEmpty() ? read(shard, after, limit) : fresh;
    }

    @Override
    public List<JournalEntry> readRatings(long after, int limit) {
        return jdbc.query(READ_RATINGS, ENTRY, after, limit);
    }

    @Override
    public List<JournalEntry> readAll(long after, long upTo) {
        return jdbc.query(READ_ALL, ENTRY, ALL_SHARDS, after, upTo);
    }

    @Override
    public boolean hasRatings(UserId user) {
        return Boolean.TRUE.equals(jdbc.queryForObject(HAS_RATINGS, Boolean.class, user.value()));
    }

    @Override
    public List<JournalEntry> history(UserId user, long before, int limit) {
        return jdbc.query(HISTORY, ENTRY, idsOf(user), before, limit);
    }

    private String[] idsOf(UserId user) {
        return identities.idsOf(identities.personOf(user)).stream()
                .map(UserId::value)
                .toArray(String[]::new);
    }

    @Override
    public void replay(Set<UserId> ids, long before, Consumer<List<JournalEntry>> pages) {
        List<JournalEntry> page = new ArrayList<>(PAGE);
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(REPLAY);
                    statement.setFetchSize(PAGE);
                    statement.setObject(1, ids.stream().map(UserId::value).toArray(String[]::new));
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
    public long head() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT position FROM journal_head", Long.class));
    }

    @Override
    public Arrivals arrivals() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "SELECT open_epoch, position FROM journal_head",
                (row, i) -> new Arrivals(row.getLong("open_epoch"), row.getLong("position"))));
    }

    @Override
    public void turnEpoch(long from, long to) {
        jdbc.update(TURN_EPOCH, to, from);
    }

    @Override
    public Backlog backlog(Map<Integer, Long> positions) {
        Integer[] shards = positions.keySet().toArray(Integer[]::new);
        Long[] marks = Arrays.stream(shards).map(positions::get).toArray(Long[]::new);
        return Objects.requireNonNull(jdbc.queryForObject(
                BACKLOG,
                (row, i) -> new Backlog(
                        row.getLong("entries"),
                        Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)),
                shards,
                marks));
    }

    @Override
    public boolean hasEntries(int shard, long after, long upTo) {
        return Boolean.TRUE.equals(jdbc.queryForObject(HAS_ENTRIES, Boolean.class, shard, after, upTo));
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
                person == null ? event.user() : new UserId(person));
    }

    private static Event event(ResultSet row) throws SQLException {
        @Nullable String item = row.getString("item_id");
        return new Event(
                new UserId(row.getString("user_id")),
                new MessageId(row.getString("message_id")),
                instant(row, "happened_at"),
                behaviour(row).restore(),
                item == null ? null : new ItemId(item),
                origin(row),
                row.getString("detail"),
                row.getBoolean("anonymous"),
                row.getObject("impression_id", UUID.class));
    }

    private static Origin origin(ResultSet row) throws SQLException {
        @Nullable Integer minutes = row.getObject("utc_offset_minutes", Integer.class);
        return new Origin(
                row.getString("channel"),
                row.getString("session_id"),
                minutes == null ? null : TimeZones.ofMinutes(minutes));
    }

    private static StoredBehaviour behaviour(ResultSet row) throws SQLException {
        return new StoredBehaviour(
                row.getInt("kind"),
                row.getObject("value", Double.class),
                row.getObject("scale", Double.class),
                row.getString("label"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
