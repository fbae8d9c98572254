package io.portrait.serving.models;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The item revisions that journal entries refer to: the items as they were when the events arrived. */
final class EntryItems {

    private final Map<Item.ItemRevisionId, Item> items;

    EntryItems(Map<Item.ItemRevisionId, Item> items) {
        this.items = items;
    }

    /** Reads the item revisions of entries, all at once. */
    static EntryItems of(List<JournalEntry> entries, Catalog catalog) {
        return new EntryItems(catalog.findRevisions(
                entries.stream().flatMap(entry -> revisionOf(entry).stream()).collect(Collectors.toSet())));
    }

    private static Optional<Item.ItemRevisionId> revisionOf(JournalEntry entry) {
        ItemId item = entry.event().itemId();
        return item == null || entry.itemRevision() == 0
                ? Optional.empty()
                : Optional.of(new Item.ItemRevisionId(item, entry.itemRevision()));
    }

    /** The topics of an entry's item; empty if the entry has no item or the item was not in the catalog. */
    List<Topic> topics(JournalEntry entry) {
        return revisionOf(entry).map(items::get).map(Item::topics).orElse(List.of());
    }
}
