package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.util.List;

/**
 * A person has turned to an item.
 *
 * @param topics what the item is about
 */
public record Interaction(UserId user, ItemId item, List<Topic> topics) {

    public Interaction {
        topics = List.copyOf(topics);
    }
}
