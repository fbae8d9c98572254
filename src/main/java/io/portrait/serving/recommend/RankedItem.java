package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.model.nextitem.Reason;
import java.util.List;

/**
 * An item of a list.
 *
 * @param score the probability, by what the person has said of the item's topics
 * @param probability that the person turns to it next
 * @param reasons that add up to the score, the largest first; empty where they were not asked for
 */
public record RankedItem(ItemId item, double score, double probability, List<Reason> reasons) {

    public RankedItem {
        reasons = List.copyOf(reasons);
    }

    RankedItem withProbability(double newProbability) {
        return new RankedItem(item, score, newProbability, reasons);
    }

    /** The same where nobody asked why. */
    public RankedItem withoutReasons() {
        return new RankedItem(item, score, probability, List.of());
    }
}
