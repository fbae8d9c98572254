package io.portrait.catalog;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The writer of item revisions. Writers hold a table lock one after another, because items are rarely written and often
 * read.
 */
@Component
class ItemWriter {

    /** The result of a batch: one result per draft, and the new revisions. */
    record WriteResult(List<UpsertResult> outcomes, List<Item> items) {}

    private static final String LOCK_FOR_WRITE = "LOCK TABLE item IN SHARE ROW EXCLUSIVE MODE";

    private final JdbcTemplate jdbc;
    private final ItemRepository items;
    private final ItemRevisionRepository revisions;
    private final TopicRepository topics;
    private final CatalogProperties properties;
    private final Clock clock;

    ItemWriter(
            JdbcTemplate jdbc,
            ItemRepository items,
            ItemRevisionRepository revisions,
            TopicRepository topics,
            CatalogProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.items = items;
        this.revisions = revisions;
        this.topics = topics;
        this.properties = properties;
        this.clock = clock;
    }

    @Transactional
    WriteResult put(List<ItemDraft> drafts) {
        jdbc.execute(LOCK_FOR_WRITE);
        UpsertBatch batch = new UpsertBatch(drafts);
        List<UpsertResult> outcomes = drafts.stream().map(batch::put).toList();
        batch.save();
        return new WriteResult(outcomes, List.copyOf(batch.changedItems.values()));
    }

    /** Adds missing information only. See {@link Catalog#enrich}. */
    @Transactional
    WriteResult enrich(List<ItemDraft> drafts) {
        jdbc.execute(LOCK_FOR_WRITE);
        UpsertBatch batch = new UpsertBatch(drafts);
        List<UpsertResult> outcomes = drafts.stream().map(batch::enrich).toList();
        batch.save();
        return new WriteResult(outcomes, List.copyOf(batch.changedItems.values()));
    }

    @Transactional
    Optional<Item> delete(ItemId id) {
        jdbc.execute(LOCK_FOR_WRITE);
        Optional<Item> existing = revisions.findCurrent(List.of(id.value())).stream()
                .map(ItemRevisionEntity::toItem)
                .filter(item -> !item.deleted())
                .findFirst();
        return existing.map(item -> {
            Item deleted = new Item(id, item.revision() + 1, true, List.of(), null, null, "{}");
            save(List.of(deleted), clock.instant());
            return deleted;
        });
    }

    private void save(Iterable<Item> changed, Instant at) {
        List<ItemEntity> itemEntities = new ArrayList<>();
        List<ItemRevisionEntity> revisionEntities = new ArrayList<>();
        for (Item item : changed) {
            itemEntities.add(new ItemEntity(item.id().value(), item.revision(), at));
            revisionEntities.add(new ItemRevisionEntity(item, at));
        }
        items.saveAll(itemEntities);
        revisions.saveAll(revisionEntities);
    }

    /** The state of one batch: existing items and changed items. */
    private final class UpsertBatch {

        private final Instant now = clock.instant();
        private final Map<ItemId, Item> existingItems;
        private final Map<ItemId, Item> changedItems = new TreeMap<>();
        private final Set<Topic> knownTopics;
        private final Set<Topic> newTopics = new LinkedHashSet<>();

        UpsertBatch(List<ItemDraft> drafts) {
            Set<String> ids = drafts.stream().map(draft -> draft.id().value()).collect(Collectors.toSet());
            existingItems = revisions.findCurrent(ids).stream()
                    .map(ItemRevisionEntity::toItem)
                    .collect(Collectors.toMap(Item::id, Function.identity(), (a, b) -> b, LinkedHashMap::new));
            knownTopics =
                    topics.findAll().stream().map(TopicEntity::topic).collect(Collectors.toCollection(HashSet::new));
        }

        UpsertResult put(ItemDraft draft) {
            List<Topic> itemTopics = properties.topicsOf(draft.categories());
            if (!admitTopics(itemTopics)) {
                return UpsertResult.TOO_MANY_TOPICS;
            }
            @Nullable Item existing = existingItems.get(draft.id());
            if (existing != null && hasSameContent(existing, draft, itemTopics)) {
                return UpsertResult.UNCHANGED;
            }
            replace(draft, itemTopics, existing == null ? 1 : existing.revision() + 1);
            return existing == null || existing.deleted() ? UpsertResult.CREATED : UpsertResult.UPDATED;
        }

        UpsertResult enrich(ItemDraft draft) {
            @Nullable Item existing = existingItems.get(draft.id());
            if (existing != null && existing.deleted()) {
                return UpsertResult.UNCHANGED;
            }
            ItemDraft enriched = existing == null ? draft : ItemEnrichment.enrich(existing, draft);
            UpsertResult outcome = put(enriched);
            return outcome == UpsertResult.TOO_MANY_TOPICS ? put(ItemEnrichment.withoutCategories(enriched)) : outcome;
        }

        private void replace(ItemDraft draft, List<Topic> itemTopics, int revision) {
            // A second draft of the same item replaces the revision of the first, which is not visible yet.
            int revisionNumber = changedItems.containsKey(draft.id()) ? revision - 1 : revision;
            Item item = new Item(
                    draft.id(), revisionNumber, false, itemTopics, draft.brand(), draft.price(), draft.content());
            existingItems.put(draft.id(), item);
            changedItems.put(draft.id(), item);
        }

        private boolean hasSameContent(Item item, ItemDraft draft, List<Topic> itemTopics) {
            return !item.deleted()
                    && item.content().equals(draft.content())
                    && item.topics().equals(itemTopics);
        }

        private boolean admitTopics(List<Topic> itemTopics) {
            List<Topic> unknown = itemTopics.stream()
                    .filter(topic -> !knownTopics.contains(topic))
                    .toList();
            if (knownTopics.size() + unknown.size() > properties.maxTopics()) {
                return false;
            }
            knownTopics.addAll(unknown);
            newTopics.addAll(unknown);
            return true;
        }

        void save() {
            topics.saveAll(
                    newTopics.stream().map(topic -> new TopicEntity(topic, now)).toList());
            ItemWriter.this.save(changedItems.values(), now);
        }
    }
}
