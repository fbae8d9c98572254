package io.portrait.ingest.format;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The SQL of the quarantine. Deletions of several persons' rows lock the table first, because an append writes several
 * rows and could otherwise deadlock with them.
 */
@Component
@Order(3)
class JdbcQuarantine implements PersonalData {

    /** A description of one person. */
    record DescriptionRow(String descriptionId, UserId userId, ItemId itemId, String content) {}

    /** The number of events with a name of one person. */
    record NameRow(String name, UserId userId, long events) {}

    private static final String INSERT_ITEMS = """
            INSERT INTO quarantined_item (description_id, user_id, item_id, content, received_at)
            SELECT r.description_id, r.user_id, r.item_id, r.content, ?
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS r(description_id, user_id, item_id, content)
            ON CONFLICT DO NOTHING
            """;

    private static final String ADD_NAMES = """
            INSERT INTO quarantined_event_name AS q (name, user_id, events, first_at, last_at)
            SELECT r.name, r.user_id, r.events, ?, ?
            FROM unnest(?::text[], ?::text[], ?::bigint[]) AS r(name, user_id, events)
            ON CONFLICT (name, user_id) DO UPDATE
            SET events = q.events + excluded.events, last_at = greatest(q.last_at, excluded.last_at)
            """;

    private static final String COMMON_ITEMS =
            "SELECT description_id FROM quarantined_item GROUP BY description_id HAVING count(*) >= ?";

    private static final String COMMON_NAMES =
            "SELECT name FROM quarantined_event_name GROUP BY name HAVING count(*) >= ?";

    private static final String COUNT_ROWS =
            "SELECT (SELECT count(*) FROM quarantined_item), (SELECT count(*) FROM quarantined_event_name)";

    private static final String LIST_ITEMS = """
            SELECT description_id, min(item_id), min(content), count(*), min(received_at) FROM quarantined_item
            WHERE ?::text IS NULL OR item_id = ?
            GROUP BY description_id HAVING count(*) >= ? ORDER BY 4 DESC, 5, 1 LIMIT ?
            """;

    private static final String FIND_ITEM = """
            SELECT description_id, item_id, content, 1, received_at FROM quarantined_item
            WHERE description_id = ? LIMIT 1
            """;

    private static final String LOCK_ITEMS = "LOCK TABLE quarantined_item IN SHARE ROW EXCLUSIVE MODE";

    private static final String LOCK_NAMES = "LOCK TABLE quarantined_event_name IN SHARE ROW EXCLUSIVE MODE";

    private static final String DELETE_ITEMS = "DELETE FROM quarantined_item WHERE item_id = ANY (?::text[])";

    private static final String DELETE_DESCRIPTIONS =
            "DELETE FROM quarantined_item WHERE description_id = ANY (?::text[]) RETURNING description_id";

    private static final String DELETE_OLD_ITEMS = "DELETE FROM quarantined_item WHERE received_at < ?";

    private static final String DELETE_OLD_NAMES = "DELETE FROM quarantined_event_name WHERE last_at < ?";

    private static final List<String> TABLES = List.of("quarantined_item", "quarantined_event_name");

    private final JdbcTemplate jdbc;

    JdbcQuarantine(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Inserts the descriptions that their person has not given yet. */
    void insertItems(List<DescriptionRow> rows, Instant receivedAt) {
        jdbc.update(
                INSERT_ITEMS,
                receivedAt.atOffset(ZoneOffset.UTC),
                rows.stream().map(DescriptionRow::descriptionId).toArray(String[]::new),
                rows.stream().map(row -> row.userId().value()).toArray(String[]::new),
                rows.stream().map(row -> row.itemId().value()).toArray(String[]::new),
                rows.stream().map(DescriptionRow::content).toArray(String[]::new));
    }

    /** Adds to the counts; each name and person may occur once. */
    void addNames(List<NameRow> rows, Instant receivedAt) {
        OffsetDateTime at = receivedAt.atOffset(ZoneOffset.UTC);
        jdbc.update(
                ADD_NAMES,
                at,
                at,
                rows.stream().map(NameRow::name).toArray(String[]::new),
                rows.stream().map(row -> row.userId().value()).toArray(String[]::new),
                rows.stream().map(NameRow::events).toArray(Long[]::new));
    }

    /** The descriptions of at least so many persons. */
    Set<String> commonItems(int persons) {
        return new HashSet<>(jdbc.queryForList(COMMON_ITEMS, String.class, persons));
    }

    /** The names of at least so many persons. */
    Set<String> commonNames(int persons) {
        return new HashSet<>(jdbc.queryForList(COMMON_NAMES, String.class, persons));
    }

    /** The numbers of rows: of items, and of names. */
    long[] countRows() {
        return jdbc.queryForObject(COUNT_ROWS, (row, index) -> new long[] {row.getLong(1), row.getLong(2)});
    }

    /** The descriptions of most persons first. */
    List<QuarantinedItem> list(Optional<ItemId> item, int minPersons, int limit) {
        String id = item.map(ItemId::value).orElse(null);
        return jdbc.query(LIST_ITEMS, (row, index) -> toItem(row), id, id, minPersons, limit);
    }

    Optional<QuarantinedItem> find(String descriptionId) {
        return jdbc.query(FIND_ITEM, (row, index) -> toItem(row), descriptionId).stream()
                .findFirst();
    }

    private static QuarantinedItem toItem(ResultSet row) throws SQLException {
        return new QuarantinedItem(
                row.getString(1),
                new ItemId(row.getString(2)),
                row.getString(3),
                row.getInt(4),
                row.getObject(5, OffsetDateTime.class).toInstant());
    }

    /** Deletes all descriptions of some items. */
    @Transactional
    void deleteItems(Collection<ItemId> items) {
        jdbc.execute(LOCK_ITEMS);
        jdbc.update(DELETE_ITEMS, (Object) items.stream().map(ItemId::value).toArray(String[]::new));
    }

    /** Deletes descriptions; returns the ids that existed. */
    @Transactional
    Set<String> deleteDescriptions(Collection<String> ids) {
        jdbc.execute(LOCK_ITEMS);
        return new HashSet<>(jdbc.queryForList(DELETE_DESCRIPTIONS, String.class, (Object) ids.toArray(String[]::new)));
    }

    /** Deletes what is older than a time. */
    @Transactional
    void deleteOlder(Instant than) {
        OffsetDateTime time = than.atOffset(ZoneOffset.UTC);
        jdbc.execute(LOCK_ITEMS);
        jdbc.update(DELETE_OLD_ITEMS, time);
        jdbc.execute(LOCK_NAMES);
        jdbc.update(DELETE_OLD_NAMES, time);
    }

    @Override
    public void erase(UserId user) {
        TABLES.forEach(table -> jdbc.update("DELETE FROM " + table + " WHERE user_id = ?", user.value()));
    }

    @Override
    public void export(UserId user, RecordSink records) {
        for (String table : TABLES) {
            jdbc.query(
                    "SELECT to_jsonb(t) FROM " + table + " t WHERE user_id = ?",
                    row -> {
                        records.add(table, row.getString(1));
                    },
                    user.value());
        }
    }
}
