package io.portrait.search;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An item of a result list.
 *
 * @param topics what it is about
 * @param worth how good the caller thinks it is, the best of the list being 1, down to 0
 */
public record Offered(ItemId item, List<Topic> topics, double worth) {

    /** Checks the worth. */
    public Offered {
        topics = List.copyOf(topics);
        if (!(worth >= 0 && worth <= 1)) {
            throw new IllegalArgumentException("a worth must be in [0, 1], is " + worth);
        }
    }

    /** What a place in the caller's order is worth: 1 / log₂(place + 1), as in discounted cumulative gain. */
    public static double worthOf(int place) {
        return StrictMath.log(2) / StrictMath.log(place + 1);
    }

    /** Items of which nothing but the caller's order is known. */
    public static List<Offered> inOrder(List<ItemId> given) {
        return IntStream.range(0, given.size())
                .mapToObj(i -> new Offered(given.get(i), List.of(), worthOf(i + 1)))
                .toList();
    }
}
