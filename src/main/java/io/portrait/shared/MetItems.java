package io.portrait.shared;

import io.portrait.catalog.Catalogue;
import io.portrait.catalog.Item;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The items that some entries met, as they were then. */
final class MetItems {

    private final Map<Item.Ref, Item> items;

    private MetItems(Map<Item.Ref, Item> items) {
        this.items = items;
    }

    /** One look into the catalogue for all of them. */
    static MetItems of(List<JournalEntry> entries, Catalogue catalogue) {
        return new MetItems(catalogue.revisions(
                entries.stream().flatMap(entry -> met(entry).stream()).collect(Collectors.toSet())));
    }

    private static Optional<Item.Ref> met(JournalEntry entry) {
        ItemId item = entry.event().item();
        return item == null || entry.itemRevision() == 0
                ? Optional.empty()
                : Optional.of(new Item.Ref(item, entry.itemRevision()));
    }

    /** Of an entry's item; none where there is no item, or it was not known. */
    List<Topic> topics(JournalEntry entry) {
        return met(entry).stream()
                .map(items::get)
                .filter(Objects::nonNull)
                .flatMap(item -> item.topics().stream())
                .toList();
    }
}
