package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.util.List;

/**
 * An interaction of a user with an item, such as a view or a purchase.
 *
 * @param topics the topics of the item
 */
public record Interaction(UserId user, ItemId item, List<Topic> topics) {

    public Interaction {
        topics = List.copyOf(topics);
    }
}
