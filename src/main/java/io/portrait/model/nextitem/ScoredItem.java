package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;

/**
 * An item that may come next.
 *
 * @param probability that it does, by the mixture
 * @param topics as of when it was last chosen
 * @param reasons the largest first; they add up to the probability
 */
public record ScoredItem(ItemId item, double probability, List<Topic> topics, List<Reason> reasons) {

    public ScoredItem {
        topics = List.copyOf(topics);
        reasons = List.copyOf(reasons);
    }
}
