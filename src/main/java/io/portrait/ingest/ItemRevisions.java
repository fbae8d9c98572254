package io.portrait.ingest;

import io.portrait.kernel.ItemId;
import java.util.Map;
import java.util.Set;

/** What the journal must know of the catalogue: which revision of an item an arriving event meets. */
@FunctionalInterface
public interface ItemRevisions {

    /** The items' current revisions; an unknown item is missing from the answer. */
    Map<ItemId, Integer> current(Set<ItemId> items);
}
