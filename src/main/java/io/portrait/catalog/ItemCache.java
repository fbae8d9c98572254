package io.portrait.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portrait.catalog.Item.ItemRevisionId;
import io.portrait.kernel.ItemId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A cache of items that reads in batches. A change by another instance is visible within a second. An event that
 * arrives in between is stored with the previous revision, which is as correct as the other order of two concurrent
 * changes.
 */
@Component
class ItemCache {

    /**
     * The time by which each search for changes overlaps the previous one, because a transaction may commit later than
     * its timestamp.
     */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private final ItemRepository items;
    private final ItemRevisionRepository revisions;
    private final Clock clock;
    private final Cache<ItemId, Optional<Item>> current;
    private final Cache<ItemRevisionId, Item> byRevision;
    private Instant refreshedAt;

    ItemCache(ItemRepository items, ItemRevisionRepository revisions, CatalogProperties properties, Clock clock) {
        this.items = items;
        this.revisions = revisions;
        this.clock = clock;
        this.current =
                Caffeine.newBuilder().maximumSize(properties.cachedItems()).build();
        this.byRevision =
                Caffeine.newBuilder().maximumSize(properties.cachedItems()).build();
        this.refreshedAt = clock.instant();
    }

    /** The current revisions; unknown and deleted items are missing. */
    Map<ItemId, Item> findCurrent(Set<ItemId> ids) {
        Map<ItemId, Item> found = new HashMap<>();
        current.getAll(ids, this::loadCurrent)
                .forEach((id, item) -> item.filter(knownItem -> !knownItem.deleted())
                        .ifPresent(knownItem -> found.put(id, knownItem)));
        return found;
    }

    /** The latest revision of an item, which may be a deletion; empty if the item is unknown. */
    Optional<Item> findLatest(ItemId id) {
        return current.get(id, key -> loadCurrent(Set.of(key)).getOrDefault(key, Optional.empty()));
    }

    /** The deleted items among these. */
    Set<ItemId> findDeleted(Set<ItemId> ids) {
        return current.getAll(ids, this::loadCurrent).entrySet().stream()
                .filter(entry -> entry.getValue().filter(Item::deleted).isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Map<ItemId, Optional<Item>> loadCurrent(Set<? extends ItemId> ids) {
        Map<ItemId, Optional<Item>> loaded = new HashMap<>();
        ids.forEach(id -> loaded.put(id, Optional.empty()));
        revisions.findCurrent(ids.stream().map(ItemId::value).toList()).forEach(entity -> {
            Item item = entity.toItem();
            loaded.put(item.id(), Optional.of(item));
        });
        return loaded;
    }

    Map<ItemRevisionId, Item> findRevisions(Set<ItemRevisionId> revisionIds) {
        return byRevision.getAll(revisionIds, this::loadRevisions);
    }

    private Map<ItemRevisionId, Item> loadRevisions(Set<? extends ItemRevisionId> revisionIds) {
        Set<ItemRevisionEntity.ItemRevisionKey> keys = new HashSet<>();
        revisionIds.forEach(revisionId ->
                keys.add(new ItemRevisionEntity.ItemRevisionKey(revisionId.id().value(), revisionId.revision())));
        return revisions.findAllById(keys).stream()
                .map(ItemRevisionEntity::toItem)
                .collect(Collectors.toMap(Item::revisionId, Function.identity()));
    }

    /** Adds revisions that this instance has committed. */
    void put(Collection<Item> changed) {
        changed.forEach(item -> current.put(item.id(), Optional.of(item)));
    }

    @Scheduled(fixedDelay = 1_000)
    synchronized void refresh() {
        Instant since = refreshedAt.minus(OVERLAP);
        refreshedAt = clock.instant();
        items.findByChangedAtGreaterThanEqual(since).stream()
                .filter(this::isStale)
                .forEach(entity -> current.invalidate(new ItemId(entity.getId())));
    }

    private boolean isStale(ItemEntity entity) {
        Optional<Item> cached = current.getIfPresent(new ItemId(entity.getId()));
        return cached != null && cached.map(Item::revision).orElse(0) < entity.revision();
    }
}
