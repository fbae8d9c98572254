package io.portrait.model.searchclick;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An item of a search result.
 *
 * @param priorRelevance the caller's relevance relative to the best item of the list, in [0, 1]
 */
public record ResultItem(ItemId item, List<Topic> topics, double priorRelevance) {

    public ResultItem {
        topics = List.copyOf(topics);
        if (!(priorRelevance >= 0 && priorRelevance <= 1)) {
            throw new IllegalArgumentException("priorRelevance must be in [0, 1], is " + priorRelevance);
        }
    }

    /** The discount of a position, from 1, in discounted cumulative gain: 1 / log₂(position + 1). */
    public static double positionDiscount(int position) {
        return StrictMath.log(2) / StrictMath.log(position + 1);
    }

    /** Items without topics, with the discount of their positions as relevance. */
    public static List<ResultItem> inGivenOrder(List<ItemId> items) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> new ResultItem(items.get(i), List.of(), positionDiscount(i + 1)))
                .toList();
    }
}
