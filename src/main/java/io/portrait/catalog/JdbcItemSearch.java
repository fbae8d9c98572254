package io.portrait.catalog;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Searches for items in the catalog. The results and their order depend on the catalog only. */
@Component
class JdbcItemSearch {

    private static final String CURRENT_ITEMS = """
            SELECT item.id, item.changed_at
            FROM item JOIN item_revision r ON r.item_id = item.id AND r.revision = item.revision
            WHERE NOT r.deleted
            """;

    private static final String NEWEST = """
            (%1$s ORDER BY item.changed_at DESC, item.id LIMIT ?)
            UNION
            SELECT of_topic.* FROM unnest(?::text[]) AS topic(path) CROSS JOIN LATERAL (
                %1$s AND r.topics @> ARRAY[topic.path] ORDER BY item.changed_at DESC, item.id LIMIT ?) AS of_topic
            ORDER BY changed_at DESC, id
            """.formatted(CURRENT_ITEMS);

    private final JdbcTemplate jdbc;

    JdbcItemSearch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The items that were changed last, and for each topic its items that were changed last; the newest first. */
    List<ItemId> newest(Collection<Topic> topics, int limit) {
        String[] paths = topics.stream().map(Topic::path).toArray(String[]::new);
        return jdbc.query(NEWEST, (row, index) -> new ItemId(row.getString("id")), limit, paths, limit);
    }
}
