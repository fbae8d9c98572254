package io.portrait.model.click;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;

/** An advertisement and its topics. */
public record Ad(ItemId item, List<Topic> topics) {

    public Ad {
        topics = List.copyOf(topics);
    }
}
