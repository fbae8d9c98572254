package io.portrait.catalog;

import io.portrait.catalog.Item.ItemRevisionId;
import io.portrait.kernel.Caller;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The items and their topics. */
@Component
public class Catalog implements ItemRevisions {

    private final ItemCache cache;
    private final ItemWriter writer;
    private final TopicRepository topics;
    private final JdbcItemSearch search;

    Catalog(ItemCache cache, ItemWriter writer, TopicRepository topics, JdbcItemSearch search) {
        this.cache = cache;
        this.writer = writer;
        this.topics = topics;
        this.search = search;
    }

    /**
     * Creates or replaces items. An item whose content is unchanged keeps its revision.
     *
     * @return one result per draft, in order; of two drafts with the same id the later one wins
     */
    public List<UpsertResult> put(List<ItemDraft> drafts) {
        return put(drafts, Caller.SERVICE);
    }

    /**
     * Creates or replaces items for a caller, within the quotas of the caller's key.
     *
     * @return one result per draft, in order
     */
    public List<UpsertResult> put(List<ItemDraft> drafts, Caller caller) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        ItemWriter.WriteResult written = writer.put(drafts, caller);
        publish(written.items());
        return written.outcomes();
    }

    /**
     * A check whether a draft has information that the catalog lacks: an unknown item, or a missing field of a known one.
     * A deleted item stays deleted.
     */
    public boolean lacksInformation(ItemDraft draft) {
        return cache.findLatest(draft.id())
                .map(known -> !known.deleted() && ItemEnrichment.addsInformation(known, draft))
                .orElse(true);
    }

    /**
     * Adds missing information: unknown items, and missing fields of known items. Known fields and deleted items do not
     * change, because the drafts come from senders of events, who know less than the owner of the catalog.
     *
     * @return one result per draft, in order
     */
    public List<UpsertResult> enrich(List<ItemDraft> drafts, Caller caller) {
        ItemWriter.WriteResult written = writer.enrich(drafts, caller);
        publish(written.items());
        return written.outcomes();
    }

    private void publish(List<Item> changed) {
        cache.put(changed);
        search.invalidate();
    }

    /**
     * Deletes an item.
     *
     * @return whether it existed
     */
    public boolean delete(ItemId id) {
        Optional<Item> removed = writer.delete(id);
        removed.ifPresent(item -> publish(List.of(item)));
        return removed.isPresent();
    }

    /** The current revision of an item; empty if it is unknown or deleted. */
    public Optional<Item> find(ItemId id) {
        return Optional.ofNullable(cache.findCurrent(Set.of(id)).get(id));
    }

    /** The current revisions of items; unknown and deleted items are missing. */
    public Map<ItemId, Item> findCurrent(Set<ItemId> ids) {
        return cache.findCurrent(ids);
    }

    /** The items among some that may be recommended: in the catalog, available, not hidden, in stock, no advertisement. */
    public Map<ItemId, Item> findRecommendable(Set<ItemId> ids) {
        Map<ItemId, Item> found = findCurrent(ids);
        found.values().removeIf(item -> !item.recommendable());
        return found;
    }

    /**
     * The newest items that may be recommended; changes by other instances are visible within a second.
     *
     * @param category only items of this topic and of the topics below it, down to the topic depth
     * @param maxAge only items that were created within this time
     */
    public List<ItemId> newest(Optional<Topic> category, Optional<Duration> maxAge, int limit) {
        return search.newest(category, maxAge, limit);
    }

    @Override
    public Map<ItemId, Integer> currentRevisions(Set<ItemId> ids) {
        return findCurrent(ids).values().stream().collect(Collectors.toMap(Item::id, Item::revision));
    }

    /** The deleted items among some items; unknown items are not among them. */
    public Set<ItemId> findDeleted(Set<ItemId> ids) {
        return cache.findDeleted(ids);
    }

    /**
     * The newest items that may be recommended, and for each topic its newest ones; the newest first.
     *
     * @param limit largest number of items for each topic, and of those without regard to topics
     */
    public List<ItemId> newest(Collection<Topic> topics, int limit) {
        return search.newest(topics, limit);
    }

    /** Past or current revisions; unknown ones are missing. */
    public Map<ItemRevisionId, Item> findRevisions(Set<ItemRevisionId> revisionIds) {
        return cache.findRevisions(revisionIds);
    }

    /**
     * Deletes topics that no item has.
     *
     * @param candidates the topics to delete
     * @return the deleted ones
     */
    public Set<Topic> deleteUnusedTopics(Set<Topic> candidates) {
        return writer.deleteUnusedTopics(candidates);
    }

    /** All topics that items have or had and that were not deleted, sorted. */
    @Transactional(readOnly = true)
    public SortedSet<Topic> topics() {
        return topics.findAll().stream().map(TopicEntity::topic).collect(Collectors.toCollection(TreeSet::new));
    }
}
