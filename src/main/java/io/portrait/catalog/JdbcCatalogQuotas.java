package io.portrait.catalog;

import io.portrait.kernel.Caller;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.Topic;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The items and topics that each key has created. Only {@code catalogue} keys have quotas: an admin may correct what a key
 * has filled.
 */
@Component
class JdbcCatalogQuotas {

    private static final String LOCK_ITEMS = "LOCK TABLE item IN SHARE ROW EXCLUSIVE MODE";

    private static final String COUNT_ITEMS = "SELECT count(*) FROM item WHERE created_by = ?";

    private static final String COUNT_TOPICS = "SELECT count(*) FROM topic WHERE created_by = ?";

    private static final String CHARGE_ITEMS = "UPDATE item SET created_by = ? WHERE id = ANY (?::text[])";

    private static final String CHARGE_TOPICS = "UPDATE topic SET created_by = ? WHERE path = ANY (?::text[])";

    private static final String RELEASE_ITEM = "UPDATE item SET created_by = NULL WHERE id = ?";

    private static final String DELETE_UNUSED_TOPICS = """
            DELETE FROM topic WHERE path = ANY (?::text[]) AND path NOT IN (
                SELECT unnest(r.topics) FROM item i
                JOIN item_revision r ON r.item_id = i.id AND r.revision = i.revision
                WHERE NOT r.deleted)
            RETURNING path
            """;

    private final JdbcTemplate jdbc;
    private final CatalogProperties properties;

    JdbcCatalogQuotas(JdbcTemplate jdbc, CatalogProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** Makes writers of items wait for each other. */
    void lockItems() {
        jdbc.execute(LOCK_ITEMS);
    }

    /** The rest of a caller's quota; call it under the lock. */
    CatalogQuota remaining(Caller caller) {
        return caller.role() == KeyRole.CATALOGUE
                ? new CatalogQuota(
                        Optional.of(caller.keyId()),
                        properties.maxItemsPerKey() - count(COUNT_ITEMS, caller),
                        properties.maxTopicsPerKey() - count(COUNT_TOPICS, caller))
                : CatalogQuota.UNLIMITED;
    }

    private long count(String sql, Caller caller) {
        Long count = jdbc.queryForObject(sql, Long.class, caller.keyId());
        return count == null ? 0 : count;
    }

    /** Records which key has created items and topics. */
    void charge(String keyId, Collection<ItemId> items, Collection<Topic> topics) {
        jdbc.update(CHARGE_ITEMS, keyId, items.stream().map(ItemId::value).toArray(String[]::new));
        jdbc.update(CHARGE_TOPICS, keyId, paths(topics));
    }

    /** A deleted item does not count. */
    void releaseItem(ItemId id) {
        jdbc.update(RELEASE_ITEM, id.value());
    }

    /** Deletes the topics that no current item has, and returns them. */
    Set<Topic> deleteUnusedTopics(Collection<Topic> candidates) {
        return Set.copyOf(jdbc.query(
                DELETE_UNUSED_TOPICS, (row, index) -> new Topic(row.getString(1)), (Object) paths(candidates)));
    }

    private static String[] paths(Collection<Topic> topics) {
        return topics.stream().map(Topic::path).toArray(String[]::new);
    }
}
