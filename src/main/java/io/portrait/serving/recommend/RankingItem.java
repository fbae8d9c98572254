package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An item of a caller's list.
 *
 * @param score how good the caller thinks it is, 0 or more
 * @param bid what a click on it earns, 0 or more
 * @param topics what the caller says that it is about; of an item in the catalogue its own count
 */
public record RankingItem(ItemId item, OptionalDouble score, OptionalDouble bid, List<Topic> topics) {

    public RankingItem {
        topics = List.copyOf(topics);
    }
}
