package io.portrait.catalog;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One revision of an item.
 *
 * @param revision counts from 1
 * @param deleted whether the item was taken out of the catalogue with this revision
 * @param topics the topics it belongs to: its category paths to the depth that interests are kept at, each once
 * @param content everything the owner told, as a JSON object
 */
public record Item(
        ItemId id,
        int revision,
        boolean deleted,
        List<Topic> topics,
        @Nullable String brand,
        @Nullable Double price,
        String content) {

    /** Names a revision. */
    public record ItemRevisionId(ItemId id, int revision) {}

    ItemRevisionId revisionId() {
        return new ItemRevisionId(id, revision);
    }
}
