package io.portrait.ingest;

import io.portrait.ingest.CommitGroup.EventKey;
import io.portrait.ingest.CommitGroup.JournalHead;
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
    private final JdbcDuplicateLookup duplicates;
    private final JdbcDeadLetters deadLetters;
    private final ItemRevisions revisions;
    private final JdbcSuppressionList suppressionList;
    private final JdbcIdentityGraph identityGraph;
    private final Clock clock;
    private final IngestProperties limits;
    private final RecentEntriesCache recentEntries;
    private final DuplicateExpectation duplicateExpectation = new DuplicateExpectation();

    JdbcJournal(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager,
            JournalPartitions partitions,
            JdbcDeadLetters deadLetters,
            ItemRevisions revisions,
            JdbcSuppressionList suppressionList,
            JdbcIdentityGraph identityGraph,
            IngestProperties limits,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.partitions = partitions;
        this.duplicates = new JdbcDuplicateLookup(jdbc);
        this.deadLetters = deadLetters;
        this.revisions = revisions;
        this.suppressionList = suppressionList;
        this.identityGraph = identityGraph;
        this.clock = clock;
        this.limits = limits;
        this.recentEntries = new RecentEntriesCache(limits.recentEntries());
    }

    /** Writes a group in one transaction; when it returns, the group is on disk. */
    List<EventOutcome> append(List<ParsedEvent> parsedEvents) {
        Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        partitions.ensureExists(receivedAt);
        CommitGroup appended = appendCheckingDuplicates(parsedEvents, receivedAt);
        recentEntries.append(
                appended.erasureCount(), appended.positionBefore(), appended.lastPosition(), appended.entries());
        return appended.outcomes();
    }

    /** Looks for duplicates only where some are to be expected; where none were, the index refuses the whole group. */
    private CommitGroup appendCheckingDuplicates(List<ParsedEvent> parsedEvents, Instant receivedAt) {
        Map<ItemId, Integer> currentRevisions = revisions.current(itemsOf(parsedEvents));
        if (!duplicateExpectation.isExpected()) {
            try {
                return appendInTransaction(
                        parsedEvents, receivedAt, currentRevisions, JournalPartitions.monthOf(receivedAt));
            } catch (DuplicateKeyException _) {
                duplicateExpectation.duplicatesSeen();
            }
        }
        return appendInTransaction(parsedEvents, receivedAt, currentRevisions, null);
    }

    /** In one transaction; {@code unread} is the month in which not to look for duplicates. */
    private CommitGroup appendInTransaction(
            List<ParsedEvent> parsedEvents,
            Instant receivedAt,
            Map<ItemId, Integer> currentRevisions,
            @Nullable YearMonth skippedMonth) {
        return Objects.requireNonNull(transactions.execute(status -> {
            JournalHead head = advance(parsedEvents.size(), receivedAt);
            List<Event> events = eventsOf(parsedEvents);
            IdentityResolver identityResolver = identityGraph.resolverFor(events, head.identityChangeCount());
            CommitGroup group = new CommitGroup(
                    head,
                    receivedAt,
                    currentRevisions,
                    findDuplicates(events, head.latestArrival(), skippedMonth),
                    suppressionList.suppressionsOf(
                            () -> usersOf(parsedEvents, identityResolver), head.suppressionVersion()),
                    identityResolver);
            parsedEvents.forEach(group::add);
            write(group);
            identityGraph.save(identityResolver);
            return group;
        }));
    }

    private Map<EventKey, EventOutcome.Duplicate> findDuplicates(
            List<Event> events, Instant latestArrival, @Nullable YearMonth skippedMonth) {
        Map<EventKey, EventOutcome.Duplicate> duplicatesFound = skippedMonth == null
                ? duplicates.find(events, latestArrival)
                : duplicates.findOutside(skippedMonth, events, latestArrival);
        if (duplicatesFound.isEmpty()) {
            duplicateExpectation.noDuplicates();
        } else {
            duplicateExpectation.duplicatesSeen();
        }
        return duplicatesFound;
    }

    /** Whether the profiles are being kept up, and lag behind nevertheless. */
    boolean needsBackpressure() {
        Instant now = clock.instant();
        return recentEntries.lag(now).compareTo(limits.backpressureLag()) > 0
                && recentEntries.lastRead().isAfter(now.minus(limits.maxBackpressure()));
    }

    private void write(CommitGroup group) {
        if (!group.entries().isEmpty()) {
            copy(JournalCopyEncoder.encode(sortedByUser(group.entries())));
        }
        deadLetters.store(group.invalidEvents(), group.receivedAt());
    }

    /** In the order of the index, so that neighbours find its pages in the processor's caches. */
    private static List<JournalEntry> sortedByUser(List<JournalEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(entry -> entry.event().userId()))
                .toList();
    }

    private static Set<ItemId> itemsOf(List<ParsedEvent> parsedEvents) {
        Set<ItemId> items = new HashSet<>();
        for (ParsedEvent parsedEvent : parsedEvents) {
            if (parsedEvent instanceof ParsedEvent.Valid(Event event) && event.itemId() != null) {
                items.add(event.itemId());
            }
        }
        return items;
    }

    private static Set<String> usersOf(List<ParsedEvent> parsedEvents, IdentityResolver identityResolver) {
        Set<String> users = new HashSet<>();
        for (ParsedEvent parsedEvent : parsedEvents) {
            switch (parsedEvent) {
                case ParsedEvent.Valid(Event event) ->
                    event.mentionedIds()
                            .forEach(id -> users.addAll(List.of(
                                    id.value(), identityResolver.personOf(id).value())));
                case ParsedEvent.Invalid invalidEvent
                when invalidEvent.userId() != null -> users.add(invalidEvent.userId());
                case ParsedEvent.Invalid invalidEvent -> {
                    // nobody is named
                }
            }
        }
        return users;
    }

    private static List<Event> eventsOf(List<ParsedEvent> parsedEvents) {
        return parsedEvents.stream()
                .filter(ParsedEvent.Valid.class::isInstance)
                .map(parsedEvent -> ((ParsedEvent.Valid) parsedEvent).event())
                .toList();
    }

    private JournalHead advance(int count, Instant receivedAt) {
        return Objects.requireNonNull(jdbc.queryForObject(
                ADVANCE,
                (row, i) -> new JournalHead(
                        row.getLong("position") - count,
                        row.getLong("open_epoch"),
                        instant(row, "latest_arrival"),
                        row.getLong("gate_version"),
                        row.getLong("erasures"),
                        row.getLong("identity_changes")),
                count,
                receivedAt.atOffset(ZoneOffset.UTC)));
    }

    private void copy(byte[] rows) {
        jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
            copy(connection, rows);
            return null;
        });
    }

    private static void copy(Connection connection, byte[] rows) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(JournalCopyEncoder.SQL);
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
    public List<JournalEntry> readRecent(int shard, long after, int limit, long erasureCount) {
        List<JournalEntry> cached = recentEntries.read(erasureCount, shard, after, limit, clock.instant());
        return cached.isEmpty() ? read(shard, after, limit) : cached;
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
        return identityGraph.idsOf(identityGraph.personOf(user)).stream()
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
    public long lastPosition() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT position FROM journal_head", Long.class));
    }

    @Override
    public OpenEpoch openEpoch() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "SELECT open_epoch, position FROM journal_head",
                (row, i) -> new OpenEpoch(row.getLong("open_epoch"), row.getLong("position"))));
    }

    @Override
    public void advanceEpoch(long from, long to) {
        jdbc.update(TURN_EPOCH, to, from);
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

    private static PayloadColumns payloadColumns(ResultSet row) throws SQLException {
        return new PayloadColumns(
                row.getInt("kind"),
                row.getObject("value", Double.class),
                row.getObject("scale", Double.class),
                row.getString("label"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
