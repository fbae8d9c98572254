package io.portrait.ingest;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Item interactions in the table {@code journal}. */
@Component
class JdbcItemInteractions implements ItemInteractions {

    private static final int FETCH_SIZE = 1_000;

    private static final String IS_POSITIVE = "j.item_id IS NOT NULL AND j.event_type = ANY (?::smallint[])"
            + " AND (j.event_type <> " + EventType.RATING.code() + " OR j.value >= 0.6 * j.scale)";

    private static final String RECENT = "SELECT j.item_id FROM journal j WHERE j.user_id = ANY (?::text[]) AND "
            + IS_POSITIVE + " ORDER BY j.position DESC LIMIT ?";

    private static final String DISTINCT_ITEMS = """
            WITH ids AS (
                SELECT p.person AS id, p.person FROM unnest(?::text[]) AS p(person)
                UNION ALL
                SELECT i.id, i.person FROM identity i WHERE i.person = ANY (?::text[]))
            SELECT DISTINCT ids.person, j.item_id FROM ids JOIN journal j ON j.user_id = ids.id
            WHERE j.position <= ? AND %s
            ORDER BY ids.person
            """.formatted(IS_POSITIVE);

    private static final Integer[] POSITIVE_TYPES = Stream.of(
                    EventType.VIEW,
                    EventType.CLICK,
                    EventType.CART,
                    EventType.PURCHASE,
                    EventType.LIKE,
                    EventType.SHARE,
                    EventType.COMMENT,
                    EventType.FOLLOW,
                    EventType.RATING)
            .map(EventType::code)
            .toArray(Integer[]::new);

    private final JdbcTemplate jdbc;
    private final IdentityGraph identityGraph;

    JdbcItemInteractions(JdbcTemplate jdbc, IdentityGraph identityGraph) {
        this.jdbc = jdbc;
        this.identityGraph = identityGraph;
    }

    @Override
    public List<ItemId> recentItems(UserId user, int limit) {
        String[] ids = identityGraph.idsOf(identityGraph.personOf(user)).stream()
                .map(UserId::value)
                .toArray(String[]::new);
        return jdbc.query(RECENT, (row, index) -> new ItemId(row.getString(1)), ids, POSITIVE_TYPES, limit);
    }

    /** Reads in a transaction, because the driver streams rows only within one. */
    @Override
    @Transactional(readOnly = true)
    public void forEachItem(List<UserId> persons, long upTo, BiConsumer<UserId, ItemId> consumer) {
        String[] ids = persons.stream().map(UserId::value).toArray(String[]::new);
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(DISTINCT_ITEMS);
                    statement.setFetchSize(FETCH_SIZE);
                    statement.setObject(1, ids);
                    statement.setObject(2, ids);
                    statement.setLong(3, upTo);
                    statement.setObject(4, POSITIVE_TYPES);
                    return statement;
                },
                row -> {
                    consumer.accept(new UserId(row.getString(1)), new ItemId(row.getString(2)));
                });
    }
}
