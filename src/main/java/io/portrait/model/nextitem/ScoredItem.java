package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;

/**
 * An item with the probability that it is the user's next one.
 *
 * @param probability after re-ranking, in [0, 1]
 * @param topics as of the item's last interaction
 * @param reasons the largest first; they sum to the probability. Empty if not requested
 */
public record ScoredItem(ItemId item, double probability, List<Topic> topics, List<Reason> reasons) {

    public ScoredItem {
        topics = List.copyOf(topics);
        reasons = List.copyOf(reasons);
    }

    /** A copy of the item with other reasons. */
    public ScoredItem withReasons(List<Reason> newReasons) {
        return new ScoredItem(item, probability, topics, newReasons);
    }
}
