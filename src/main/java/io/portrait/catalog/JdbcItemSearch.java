package io.portrait.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Searches for items in the catalog that may be recommended. The results and their order depend on the catalog only. */
@Component
class JdbcItemSearch {

    private static final String RECOMMENDABLE = """
            SELECT item.id, item.created_at
            FROM item JOIN item_revision r ON r.item_id = item.id AND r.revision = item.revision
            WHERE NOT r.deleted AND r.recommendable
            """;

    private static final String BY_AGE = " ORDER BY item.created_at DESC, item.id LIMIT ?";

    private static final String NEWEST = """
            (%1$s %2$s)
            UNION
            SELECT of_topic.* FROM unnest(?::text[]) AS topic(path) CROSS JOIN LATERAL (
                %1$s AND r.topics @> ARRAY[topic.path] %2$s) AS of_topic
            ORDER BY created_at DESC, id
            """.formatted(RECOMMENDABLE, BY_AGE);

    private static final String YOUNGER =
            RECOMMENDABLE + " AND item.created_at >= now() - ? * interval '1 second'" + BY_AGE;

    private static final String YOUNGER_OF_TOPIC = RECOMMENDABLE
            + " AND item.created_at >= now() - ? * interval '1 second' AND r.topics @> ARRAY[?::text]" + BY_AGE;

    private static final RowMapper<ItemId> ITEM = (row, index) -> new ItemId(row.getString("id"));

    private static final Duration ANY_AGE = Duration.ofDays(365_000);

    /** The time for which a result is reused, because lists of many persons ask for the same items. */
    private static final Duration CACHE_TTL = Duration.ofSeconds(1);

    private record AgeQuery(Optional<Topic> topic, Duration maxAge, int limit) {}

    private final JdbcTemplate jdbc;
    private final Cache<AgeQuery, List<ItemId>> cached =
            Caffeine.newBuilder().expireAfterWrite(CACHE_TTL).maximumSize(200).build();

    JdbcItemSearch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest items, and for each topic its newest items; the newest first. */
    List<ItemId> newest(Collection<Topic> topics, int limit) {
        String[] paths = topics.stream().map(Topic::path).toArray(String[]::new);
        return jdbc.query(NEWEST, ITEM, limit, paths, limit);
    }

    /** The newest items of a topic, or of all, not older than an age. */
    List<ItemId> newest(Optional<Topic> topic, Optional<Duration> maxAge, int limit) {
        return cached.get(new AgeQuery(topic, maxAge.orElse(ANY_AGE), limit), this::read);
    }

    /** Forgets the reused results after a change of the catalog by this instance. */
    void invalidate() {
        cached.invalidateAll();
    }

    private List<ItemId> read(AgeQuery query) {
        long seconds = query.maxAge().toSeconds();
        return query.topic()
                .map(topic -> jdbc.query(YOUNGER_OF_TOPIC, ITEM, seconds, topic.path(), query.limit()))
                .orElseGet(() -> jdbc.query(YOUNGER, ITEM, seconds, query.limit()));
    }
}
