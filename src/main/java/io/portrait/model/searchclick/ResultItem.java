package io.portrait.model.searchclick;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An item of a result list.
 *
 * @param topics what it is about
 * @param priorRelevance how good the caller thinks it is, the best of the list being 1, down to 0
 */
public record ResultItem(ItemId item, List<Topic> topics, double priorRelevance) {

    /** Checks the worth. */
    public ResultItem {
        topics = List.copyOf(topics);
        if (!(priorRelevance >= 0 && priorRelevance <= 1)) {
            throw new IllegalArgumentException("a worth must be in [0, 1], is " + priorRelevance);
        }
    }

    /** What a place in the caller's order is worth: 1 / log₂(place + 1), as in discounted cumulative gain. */
    public static double positionDiscount(int position) {
        return StrictMath.log(2) / StrictMath.log(position + 1);
    }

    /** Items of which nothing but the caller's order is known. */
    public static List<ResultItem> inGivenOrder(List<ItemId> items) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> new ResultItem(items.get(i), List.of(), positionDiscount(i + 1)))
                .toList();
    }
}
