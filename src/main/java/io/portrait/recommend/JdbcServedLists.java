package io.portrait.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.recommend.ServedList.Chance;
import io.portrait.recommend.ServedList.Outcome;
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

/** Served lists joined to what came of them: when they are read, by the view that says what counts (decision 0090). */
@Component
class JdbcServedLists {

    private static final String LISTS = """
            SELECT number, impression_id, purpose, served_at, query, items, propensities, rivals, chances
            FROM impression WHERE number > ? AND served_at < ? ORDER BY number LIMIT ?
            """;

    private static final String OUTCOMES =
            "SELECT impression_id, place, bought FROM impression_outcome WHERE impression_id = ANY(?::uuid[])";

    private record Place(UUID impression, int place) {}

    private record Stored(
            long number,
            UUID id,
            String purpose,
            Instant servedAt,
            @Nullable String query,
            List<String> items,
            List<Double> propensities,
            List<Chance> drawn) {}

    private final JdbcTemplate jdbc;

    JdbcServedLists(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    List<ServedList> next(long after, Instant until, int limit) {
        List<Stored> lists =
                jdbc.query(LISTS, (row, index) -> stored(row), after, until.atOffset(ZoneOffset.UTC), limit);
        Map<Place, Boolean> bought =
                outcomes(lists.stream().map(list -> list.id().toString()).toArray(String[]::new));
        return lists.stream().map(list -> joined(list, bought)).toList();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        List<String> rivals = values(row.getArray("rivals"));
        List<Double> chances = values(row.getArray("chances"));
        return new Stored(
                row.getLong("number"),
                row.getObject("impression_id", UUID.class),
                row.getString("purpose"),
                row.getObject("served_at", OffsetDateTime.class).toInstant(),
                row.getString("query"),
                values(row.getArray("items")),
                values(row.getArray("propensities")),
                IntStream.range(0, rivals.size())
                        .mapToObj(i -> new Chance(new ItemId(rivals.get(i)), chances.get(i)))
                        .toList());
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> values(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((T[]) array.getArray());
    }

    /** Whether what was turned to was bought. */
    private Map<Place, Boolean> outcomes(String[] lists) {
        Map<Place, Boolean> bought = new HashMap<>();
        jdbc.query(
                OUTCOMES,
                row -> {
                    bought.put(new Place(row.getObject(1, UUID.class), row.getInt(2)), row.getBoolean(3));
                },
                (Object) lists);
        return bought;
    }

    private static ServedList joined(Stored list, Map<Place, Boolean> bought) {
        List<Outcome> items = IntStream.range(0, list.items().size())
                .mapToObj(i -> {
                    Place place = new Place(list.id(), i + 1);
                    return new Outcome(
                            new ItemId(list.items().get(i)),
                            list.propensities().get(i),
                            bought.containsKey(place),
                            bought.getOrDefault(place, false));
                })
                .toList();
        return new ServedList(
                list.number(), list.id(), list.purpose(), list.servedAt(), list.query(), items, list.drawn());
    }
}
