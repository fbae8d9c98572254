package io.portrait.catalog;

import io.portrait.kernel.ItemId;
import java.util.Map;
import java.util.Set;

/** The current revisions of items; the journal stores with each event the revision of its item at arrival. */
@FunctionalInterface
public interface ItemRevisions {

    /** The current revision by item; unknown items are missing from the result. */
    Map<ItemId, Integer> currentRevisions(Set<ItemId> ids);
}
