package io.portrait.catalog;

import io.portrait.kernel.Caller;
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

    private final ItemRepository items;
    private final ItemRevisionRepository revisions;
    private final TopicRepository topics;
    private final JdbcCatalogQuotas quotas;
    private final CatalogProperties properties;
    private final Clock clock;

    ItemWriter(
            ItemRepository items,
            ItemRevisionRepository revisions,
            TopicRepository topics,
            JdbcCatalogQuotas quotas,
            CatalogProperties properties,
            Clock clock) {
        this.items = items;
        this.revisions = revisions;
        this.topics = topics;
        this.quotas = quotas;
        this.properties = properties;
        this.clock = clock;
    }

    @Transactional
    WriteResult put(List<ItemDraft> drafts, Caller caller) {
        quotas.lockItems();
        UpsertBatch batch = new UpsertBatch(drafts, quotas.remaining(caller));
        List<UpsertResult> outcomes = drafts.stream().map(batch::put).toList();
        batch.save();
        return new WriteResult(outcomes, List.copyOf(batch.changedItems.values()));
    }

    /** Adds missing information only. See {@link Catalog#enrich}. */
    @Transactional
    WriteResult enrich(List<ItemDraft> drafts, Caller caller) {
        quotas.lockItems();
        UpsertBatch batch = new UpsertBatch(drafts, quotas.remaining(caller));
        List<UpsertResult> outcomes = drafts.stream().map(batch::enrich).toList();
        batch.save();
        return new WriteResult(outcomes, List.copyOf(batch.changedItems.values()));
    }

    @Transactional
    Optional<Item> delete(ItemId id) {
        quotas.lockItems();
        Optional<Item> existing = revisions.findCurrent(List.of(id.value())).stream()
                .map(ItemRevisionEntity::toItem)
                .filter(item -> !item.deleted())
                .findFirst();
        return existing.map(item -> {
            Item deleted = new Item(id, item.revision() + 1, true, List.of(), null, null, "{}");
            save(List.of(deleted), clock.instant());
            quotas.releaseItem(id);
            return deleted;
        });
    }

    /** Deletes those of some topics that no item has. Writers of items wait, so that none of them can use one meanwhile. */
    @Transactional
    Set<Topic> deleteUnusedTopics(Set<Topic> candidates) {
        quotas.lockItems();
        return quotas.deleteUnusedTopics(candidates);
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
        private final Set<ItemId> newItems = new LinkedHashSet<>();
        private final CatalogQuota quota;

        UpsertBatch(List<ItemDraft> drafts, CatalogQuota quota) {
            this.quota = quota;
            Set<String> ids = drafts.stream().map(draft -> draft.id().value()).collect(Collectors.toSet());
            existingItems = revisions.findCurrent(ids).stream()
                    .map(ItemRevisionEntity::toItem)
                    .collect(Collectors.toMap(Item::id, Function.identity(), (a, b) -> b, LinkedHashMap::new));
            knownTopics =
                    topics.findAll().stream().map(TopicEntity::topic).collect(Collectors.toCollection(HashSet::new));
        }

        UpsertResult put(ItemDraft draft) {
            List<Topic> itemTopics = properties.topicsOf(draft.categories());
            @Nullable Item existing = existingItems.get(draft.id());
            if (existing != null && hasSameContent(existing, draft, itemTopics)) {
                return UpsertResult.UNCHANGED;
            }
            boolean isNew = existing == null || existing.deleted();
            return refusal(isNew, itemTopics).orElseGet(() -> write(draft, itemTopics, existing));
        }

        private Optional<UpsertResult> refusal(boolean isNew, List<Topic> itemTopics) {
            long unknown = itemTopics.stream()
                    .filter(topic -> !knownTopics.contains(topic))
                    .count();
            if (knownTopics.size() + unknown > properties.maxTopics()) {
                return Optional.of(UpsertResult.TOO_MANY_TOPICS);
            }
            if (newTopics.size() + unknown > quota.topics()) {
                return Optional.of(UpsertResult.TOPIC_QUOTA_REACHED);
            }
            return isNew && newItems.size() >= quota.items()
                    ? Optional.of(UpsertResult.ITEM_QUOTA_REACHED)
                    : Optional.empty();
        }

        private UpsertResult write(ItemDraft draft, List<Topic> itemTopics, @Nullable Item existing) {
            itemTopics.stream().filter(knownTopics::add).forEach(newTopics::add);
            replace(draft, itemTopics, existing == null ? 1 : existing.revision() + 1);
            if (existing == null || existing.deleted()) {
                newItems.add(draft.id());
                return UpsertResult.CREATED;
            }
            return UpsertResult.UPDATED;
        }

        UpsertResult enrich(ItemDraft draft) {
            @Nullable Item existing = existingItems.get(draft.id());
            if (existing != null && existing.deleted()) {
                return UpsertResult.UNCHANGED;
            }
            return put(existing == null ? draft : ItemEnrichment.enrich(existing, draft));
        }

        private void replace(ItemDraft draft, List<Topic> itemTopics, int revision) {
            // A second draft of the same item replaces the revision of the first, which is not visible yet.
            int revisionNumber = changedItems.containsKey(draft.id()) ? revision - 1 : revision;
            Item item = new Item(
                    draft.id(),
                    revisionNumber,
                    false,
                    itemTopics,
                    draft.brand(),
                    draft.price(),
                    draft.content(),
                    draft.recommendable());
            existingItems.put(draft.id(), item);
            changedItems.put(draft.id(), item);
        }

        private boolean hasSameContent(Item item, ItemDraft draft, List<Topic> itemTopics) {
            return !item.deleted()
                    && item.content().equals(draft.content())
                    && item.topics().equals(itemTopics);
        }

        void save() {
            topics.saveAll(
                    newTopics.stream().map(topic -> new TopicEntity(topic, now)).toList());
            ItemWriter.this.save(changedItems.values(), now);
            quota.keyId().ifPresent(this::charge);
        }

        private void charge(String keyId) {
            items.flush();
            topics.flush();
            quotas.charge(keyId, newItems, newTopics);
        }
    }
}
