package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.model.nextitem.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item of a ranked list.
 *
 * @param score the sort key: the probability adjusted by all factors, such as interest controls
 * @param probability that the item is the person's next one, or that an advertisement is clicked
 * @param examples the number of persons that the probability was learned from; null where it is not known
 * @param reasons the largest first; they sum to the score. Empty if not requested
 */
public record RankedItem(
        ItemId item,
        double score,
        double probability,
        @Nullable Long examples,
        List<Reason> reasons) {

    public RankedItem {
        reasons = List.copyOf(reasons);
    }

    RankedItem withProbability(double newProbability) {
        return new RankedItem(item, score, newProbability, examples, reasons);
    }

    RankedItem withExamples(long newExamples) {
        return new RankedItem(item, score, probability, newExamples, reasons);
    }

    /** A copy of the item without reasons. */
    public RankedItem withoutReasons() {
        return new RankedItem(item, score, probability, examples, List.of());
    }
}
