package io.portrait.catalog;

import io.portrait.catalog.Item.ItemRevisionId;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
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

    Catalog(ItemCache cache, ItemWriter writer, TopicRepository topics) {
        this.cache = cache;
        this.writer = writer;
        this.topics = topics;
    }

    /**
     * Creates or replaces items. An item that says what it said before keeps its revision.
     *
     * @return an outcome per draft, in order; of two drafts with one id the later wins
     */
    public List<UpsertResult> put(List<ItemDraft> drafts) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        ItemWriter.WriteResult written = writer.put(drafts);
        cache.put(written.items());
        return written.outcomes();
    }

    /**
     * Adds what is not known yet: items that there never were, and of the others the fields that they miss. What is known
     * stays as it is, and what was deleted stays deleted, for senders of events know less than the catalogue's owner.
     *
     * @return the outcomes of those drafts that had something to add
     */
    public List<UpsertResult> enrich(List<ItemDraft> drafts) {
        Map<ItemId, Item> known = findCurrent(drafts.stream().map(ItemDraft::id).collect(Collectors.toSet()));
        List<ItemDraft> enriching = drafts.stream()
                .filter(draft -> ItemEnrichment.addsInformation(known.get(draft.id()), draft))
                .toList();
        if (enriching.isEmpty()) {
            return List.of();
        }
        ItemWriter.WriteResult written = writer.enrich(enriching);
        cache.put(written.items());
        return written.outcomes();
    }

    /** Takes an item out of the catalogue; says whether it was there. */
    public boolean delete(ItemId id) {
        Optional<Item> removed = writer.delete(id);
        removed.ifPresent(item -> cache.put(List.of(item)));
        return removed.isPresent();
    }

    /** An item as it is now. */
    public Optional<Item> find(ItemId id) {
        return Optional.ofNullable(cache.findCurrent(Set.of(id)).get(id));
    }

    /** Items as they are now; unknown ones are missing. */
    public Map<ItemId, Item> findCurrent(Set<ItemId> ids) {
        return cache.findCurrent(ids);
    }

    @Override
    public Map<ItemId, Integer> currentRevisions(Set<ItemId> ids) {
        return findCurrent(ids).values().stream().collect(Collectors.toMap(Item::id, Item::revision));
    }

    /** Those of some items that were taken out of the catalogue. An item that never was in it is not among them. */
    public Set<ItemId> findDeleted(Set<ItemId> ids) {
        return cache.findDeleted(ids);
    }

    /** Items as they were; a revision that never was is missing. */
    public Map<ItemRevisionId, Item> findRevisions(Set<ItemRevisionId> revisionIds) {
        return cache.findRevisions(revisionIds);
    }

    /** Every topic that an item has had, in order. */
    @Transactional(readOnly = true)
    public SortedSet<Topic> topics() {
        return topics.findAll().stream().map(TopicEntity::topic).collect(Collectors.toCollection(TreeSet::new));
    }
}
