package io.portrait.model.click;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;

/**
 * An advertisement.
 *
 * @param topics what it is about
 */
public record Ad(ItemId item, List<Topic> topics) {

    public Ad {
        topics = List.copyOf(topics);
    }
}
