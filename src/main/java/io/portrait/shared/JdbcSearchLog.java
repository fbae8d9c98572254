package io.portrait.shared;

import io.portrait.kernel.ItemId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Served searches and the clicks in them, each once, for who follows both. */
@Component
class JdbcSearchLog {

    private static final String LISTS = """
            SELECT number, impression_id, query, items, worths
            FROM impression WHERE query IS NOT NULL AND number > ? ORDER BY number LIMIT ?
            """;

    private static final String NAMED = """
            SELECT DISTINCT impression_id FROM journal
            WHERE impression_id IS NOT NULL AND position > ? AND position <= ?
            """;

    /** A click is new if it was not there up to the mark before, or its list was not. */
    private static final String CLICKS = """
            SELECT o.number, i.query, o.place, o.item_id, i.worths[o.place]
            FROM impression_outcome o
            JOIN impression i ON i.user_id = o.user_id AND i.impression_id = o.impression_id
            WHERE o.impression_id = ANY(?::uuid[]) AND i.query IS NOT NULL
              AND o.number <= ? AND o.first_position <= ?
              AND (o.number > ? OR o.first_position > ?)
            ORDER BY o.number, o.place
            """;

    /**
     * How far the log was followed.
     *
     * @param number of the last list
     * @param position of the journal up to which clicks were looked for
     */
    record Mark(long number, long position) {}

    /**
     * An item in its place.
     *
     * @param worth how good the caller thought it
     */
    record Placed(ItemId item, double worth) {}

    /** A list as it was shown, from the top down. */
    record Shown(long number, UUID impression, String query, List<Placed> items) {}

    /** The first click on an item of a list. */
    record Click(long list, String query, int place, Placed item) {}

    private final JdbcTemplate jdbc;

    JdbcSearchLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The next lists. */
    List<Shown> lists(long after, int limit) {
        return jdbc.query(
                LISTS,
                (row, index) -> {
                    String[] items = (String[]) row.getArray("items").getArray();
                    Double[] worths = (Double[]) row.getArray("worths").getArray();
                    return new Shown(
                            row.getLong("number"),
                            row.getObject("impression_id", UUID.class),
                            row.getString("query"),
                            IntStream.range(0, items.length)
                                    .mapToObj(i -> new Placed(new ItemId(items[i]), worths[i]))
                                    .toList());
                },
                after,
                limit);
    }

    /**
     * The clicks in lists up to a mark that were not there, or whose lists were not, up to the one before.
     *
     * @param lists between the marks
     */
    List<Click> clicks(List<Shown> lists, Mark before, Mark now) {
        String[] touched = Stream.concat(
                        lists.stream().map(Shown::impression),
                        jdbc
                                .query(
                                        NAMED,
                                        (row, index) -> row.getObject(1, UUID.class),
                                        before.position(),
                                        now.position())
                                .stream())
                .distinct()
                .map(UUID::toString)
                .toArray(String[]::new);
        return touched.length == 0 ? List.of() : clicks(touched, before, now);
    }

    private List<Click> clicks(String[] touched, Mark before, Mark now) {
        return jdbc.query(
                CLICKS,
                (row, index) -> new Click(
                        row.getLong(1),
                        row.getString(2),
                        row.getInt(3),
                        new Placed(new ItemId(row.getString(4)), row.getDouble(5))),
                touched,
                now.number(),
                now.position(),
                before.number(),
                before.position());
    }
}
