package io.portrait.profile;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.ingest.ItemRevisions;
import io.portrait.kernel.ItemId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the journal which revision of an item an event meets; this is the first module that knows both. */
@Component
class CatalogItemRevisions implements ItemRevisions {

    private final Catalog catalog;

    CatalogItemRevisions(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Map<ItemId, Integer> current(Set<ItemId> items) {
        return catalog.findCurrent(items).values().stream().collect(Collectors.toMap(Item::id, Item::revision));
    }
}
