package io.portrait.ingest;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The items that persons interacted with, read from the journal: views, clicks, carts, purchases, likes, shares,
 * comments, follows, and ratings of at least 60 % of their scale, under all ids of a person.
 */
public interface ItemInteractions {

    /** The items of the newest interactions of a person, the newest arrival first; an item may repeat. */
    List<ItemId> recentItems(UserId user, int limit);

    /**
     * Passes each distinct item of some persons to a consumer, one person after another. The rows are streamed, so a
     * person with many items needs no memory.
     *
     * @param upTo the last journal position that is read
     */
    void forEachItem(List<UserId> persons, long upTo, BiConsumer<UserId, ItemId> consumer);
}
