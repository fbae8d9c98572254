package io.portrait.catalog;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One revision of an item.
 *
 * @param revision number of the revision, from 1
 * @param deleted whether this revision deletes the item
 * @param topics topics of the item: its category paths cut to the topic depth and their ancestors, without duplicates
 * @param content all data of the owner, as a JSON object
 * @param recommendable whether the item is available, not hidden, in stock, and no advertisement
 */
public record Item(
        ItemId id,
        int revision,
        boolean deleted,
        List<Topic> topics,
        @Nullable String brand,
        @Nullable Double price,
        String content,
        boolean recommendable) {

    /** An item that may be recommended. */
    public Item(
            ItemId id,
            int revision,
            boolean deleted,
            List<Topic> topics,
            @Nullable String brand,
            @Nullable Double price,
            String content) {
        this(id, revision, deleted, topics, brand, price, content, true);
    }

    /** The identity of a revision. */
    public record ItemRevisionId(ItemId id, int revision) {}

    ItemRevisionId revisionId() {
        return new ItemRevisionId(id, revision);
    }
}
