package io.portrait.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.search.Offered;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A caller's list that is to be brought into an order.
 *
 * @param person nobody where what is known of the person may not be used
 * @param purpose as the caller names it
 * @param query that the list answers to, if it is searched for
 * @param offers each item once, in the caller's order; where they have scores these count, not the places
 * @param explain whether with reasons
 */
public record Asked(
        Optional<Person> person, String purpose, Optional<String> query, List<Offer> offers, boolean explain)
        implements AboutSomebody {

    public Asked {
        offers = List.copyOf(offers);
    }

    /** Whether it matters what the catalogue says of the items. */
    boolean goesByTopics() {
        return query().isPresent() || !said().isEmpty();
    }

    List<ItemId> items() {
        return offers.stream().map(Offer::item).toList();
    }

    /** How good the caller thinks an item: its score, or what its place is worth. */
    double worth(int index) {
        return offers.get(index).score().orElseGet(() -> Offered.worthOf(index + 1));
    }

    /** The same as a part of the best item's; 1 of each where all are worth nothing. */
    Map<ItemId, Double> relativeWorths() {
        double best =
                IntStream.range(0, offers.size()).mapToDouble(this::worth).max().orElse(0);
        return IntStream.range(0, offers.size())
                .boxed()
                .collect(Collectors.toMap(i -> offers.get(i).item(), i -> best == 0 ? 1 : worth(i) / best));
    }
}
