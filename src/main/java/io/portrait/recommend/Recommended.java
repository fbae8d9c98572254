package io.portrait.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.nextitem.Reason;
import java.util.List;

/**
 * An item of a list.
 *
 * @param score the probability, by what the person has said of the item's topics
 * @param probability that the person turns to it next
 * @param reasons that add up to the score, the largest first; empty where they were not asked for
 */
public record Recommended(ItemId item, double score, double probability, List<Reason> reasons) {

    public Recommended {
        reasons = List.copyOf(reasons);
    }

    Recommended withProbability(double other) {
        return new Recommended(item, score, other, reasons);
    }

    /** The same where nobody asked why. */
    public Recommended withoutReasons() {
        return new Recommended(item, score, probability, List.of());
    }
}
