package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An item to be ranked.
 *
 * @param score the caller's relevance of the item; a logit if any score of the list is negative
 * @param bid the value of a click on an advertisement, at least 0
 * @param topics given by the caller; used only if the catalog does not have the item
 */
public record RankingItem(ItemId item, OptionalDouble score, OptionalDouble bid, List<Topic> topics) {

    public RankingItem {
        topics = List.copyOf(topics);
    }
}
