package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.serving.recommend.ServedListFeedback.CandidatePropensity;
import io.portrait.serving.recommend.ServedListFeedback.ItemFeedback;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Served lists joined with their interactions on read, by a view that defines which interactions count (decision 0090).
 */
@Component
class JdbcServedListFeedback {

    private static final String LISTS = """
            SELECT number, list_id, purpose, served_at, query, items, propensities, candidates, candidate_propensities
            FROM served_list WHERE number > ? AND served_at < ? ORDER BY number LIMIT ?
            """;

    private static final String FEEDBACK =
            "SELECT list_id, rank, purchased FROM served_list_feedback WHERE list_id = ANY(?::uuid[])";

    private record ListPosition(UUID listId, int position) {}

    private record ServedListRow(
            long number,
            UUID listId,
            String purpose,
            Instant servedAt,
            @Nullable String query,
            List<String> items,
            List<Double> propensities,
            List<CandidatePropensity> candidates) {}

    private final JdbcTemplate jdbc;

    JdbcServedListFeedback(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    List<ServedListFeedback> readAfter(long after, Instant until, int limit) {
        List<ServedListRow> lists =
                jdbc.query(LISTS, (row, index) -> servedListRow(row), after, until.atOffset(ZoneOffset.UTC), limit);
        Map<ListPosition, Boolean> purchasedByPosition =
                feedback(lists.stream().map(list -> list.listId().toString()).toArray(String[]::new));
        return lists.stream()
                .map(list -> withFeedback(list, purchasedByPosition))
                .toList();
    }

    private static ServedListRow servedListRow(ResultSet row) throws SQLException {
        List<String> candidates = values(row.getArray("candidates"));
        List<Double> propensities = values(row.getArray("candidate_propensities"));
        return new ServedListRow(
                row.getLong("number"),
                row.getObject("list_id", UUID.class),
                row.getString("purpose"),
                row.getObject("served_at", OffsetDateTime.class).toInstant(),
                row.getString("query"),
                values(row.getArray("items")),
                values(row.getArray("propensities")),
                IntStream.range(0, candidates.size())
                        .mapToObj(i -> new CandidatePropensity(new ItemId(candidates.get(i)), propensities.get(i)))
                        .toList());
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> values(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((T[]) array.getArray());
    }

    /** The positions with an interaction, and whether it was a purchase. */
    private Map<ListPosition, Boolean> feedback(String[] lists) {
        Map<ListPosition, Boolean> purchasedByPosition = new HashMap<>();
        jdbc.query(
                FEEDBACK,
                row -> {
                    purchasedByPosition.put(
                            new ListPosition(row.getObject(1, UUID.class), row.getInt(2)), row.getBoolean(3));
                },
                (Object) lists);
        return purchasedByPosition;
    }

    private static ServedListFeedback withFeedback(ServedListRow list, Map<ListPosition, Boolean> purchasedByPosition) {
        List<ItemFeedback> items = IntStream.range(0, list.items().size())
                .mapToObj(i -> {
                    ListPosition position = new ListPosition(list.listId(), i + 1);
                    return new ItemFeedback(
                            new ItemId(list.items().get(i)),
                            list.propensities().get(i),
                            purchasedByPosition.containsKey(position),
                            purchasedByPosition.getOrDefault(position, false));
                })
                .toList();
        return new ServedListFeedback(
                list.number(), list.listId(), list.purpose(), list.servedAt(), list.query(), items, list.candidates());
    }
}
