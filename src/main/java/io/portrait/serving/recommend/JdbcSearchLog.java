package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.serving.models.SearchLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The served search results and the clicks on them, from the tables of served lists. */
@Component
class JdbcSearchLog implements SearchLog {

    private static final String LISTS = """
            SELECT number, list_id, user_id, query, items, prior_relevance
            FROM served_list l
            WHERE query IS NOT NULL AND number > ?
              AND NOT EXISTS (SELECT FROM consent_decision c WHERE c.user_id = l.user_id
                              AND (NOT c.personalisation OR NOT c.sharing OR c.restricted OR c.objected))
            ORDER BY number LIMIT ?
            """;

    private static final String CLICKED_LISTS =
            "SELECT DISTINCT list_id FROM list_interaction WHERE position > ? AND position <= ?";

    /** A click is new if it, or its list, was not visible at the earlier position. */
    private static final String CLICKS = """
            SELECT o.number, i.user_id, i.query, o.rank, o.item_id, i.prior_relevance[o.rank]
            FROM served_list_feedback o
            JOIN served_list i ON i.user_id = o.user_id AND i.list_id = o.list_id
            WHERE o.list_id = ANY(?::uuid[]) AND i.query IS NOT NULL
              AND o.number <= ? AND o.first_position <= ?
              AND (o.number > ? OR o.first_position > ?)
              AND NOT EXISTS (SELECT FROM consent_decision c WHERE c.user_id = i.user_id
                              AND (NOT c.personalisation OR NOT c.sharing OR c.restricted OR c.objected))
            ORDER BY o.number, o.rank
            """;

    private final JdbcTemplate jdbc;

    JdbcSearchLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<LoggedSearch> lists(long after, int limit) {
        return jdbc.query(LISTS, (row, index) -> search(row), after, limit);
    }

    private static LoggedSearch search(ResultSet row) throws SQLException {
        String[] items = (String[]) row.getArray("items").getArray();
        Double[] priorRelevances = (Double[]) row.getArray("prior_relevance").getArray();
        return new LoggedSearch(
                row.getLong("number"),
                row.getObject("list_id", UUID.class),
                new UserId(row.getString("user_id")),
                row.getString("query"),
                IntStream.range(0, items.length)
                        .mapToObj(i -> new LoggedItem(new ItemId(items[i]), priorRelevances[i]))
                        .toList());
    }

    @Override
    public List<LoggedClick> clicks(List<LoggedSearch> lists, SearchLogOffset from, SearchLogOffset to) {
        String[] listIds = Stream.concat(lists.stream().map(LoggedSearch::listId), clickedLists(from, to))
                .distinct()
                .map(UUID::toString)
                .toArray(String[]::new);
        return listIds.length == 0 ? List.of() : clicks(listIds, from, to);
    }

    private Stream<UUID> clickedLists(SearchLogOffset from, SearchLogOffset to) {
        return jdbc
                .query(
                        CLICKED_LISTS,
                        (row, index) -> row.getObject(1, UUID.class),
                        from.journalPosition(),
                        to.journalPosition())
                .stream();
    }

    private List<LoggedClick> clicks(String[] listIds, SearchLogOffset from, SearchLogOffset to) {
        return jdbc.query(
                CLICKS,
                (row, index) -> new LoggedClick(
                        row.getLong(1),
                        new UserId(row.getString(2)),
                        row.getString(3),
                        row.getInt(4),
                        new LoggedItem(new ItemId(row.getString(5)), row.getDouble(6))),
                listIds,
                to.listNumber(),
                to.journalPosition(),
                from.listNumber(),
                from.journalPosition());
    }
}
