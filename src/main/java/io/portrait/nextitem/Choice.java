package io.portrait.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.util.List;

/**
 * A person has turned to an item.
 *
 * @param topics what the item is about
 */
public record Choice(UserId user, ItemId item, List<Topic> topics) {

    public Choice {
        topics = List.copyOf(topics);
    }
}
