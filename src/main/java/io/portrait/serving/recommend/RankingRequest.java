package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.model.searchclick.ResultItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A caller's list that is to be brought into an order.
 *
 * @param personalContext nobody where what is known of the person may not be used
 * @param purpose as the caller names it
 * @param query that the list answers to, if it is searched for
 * @param items each item once, in the caller's order; where they have scores these count, not the places
 * @param explain whether with reasons
 */
public record RankingRequest(
        Optional<PersonalContext> personalContext,
        String purpose,
        Optional<String> query,
        List<RankingItem> items,
        boolean explain)
        implements PersonalizedRequest {

    public RankingRequest {
        items = List.copyOf(items);
    }

    /** Whether it matters what the catalogue says of the items. */
    boolean needsCatalogTopics() {
        return query().isPresent() || !controls().isEmpty();
    }

    List<ItemId> itemIds() {
        return items.stream().map(RankingItem::item).toList();
    }

    /** How good the caller thinks an item: its score, or what its place is worth. */
    double priorRelevance(int index) {
        return items.get(index).score().orElseGet(() -> ResultItem.positionDiscount(index + 1));
    }

    /** The same as a part of the best item's; 1 of each where all are worth nothing. */
    Map<ItemId, Double> relativePriorRelevance() {
        double best = IntStream.range(0, items.size())
                .mapToDouble(this::priorRelevance)
                .max()
                .orElse(0);
        return IntStream.range(0, items.size())
                .boxed()
                .collect(Collectors.toMap(i -> items.get(i).item(), i -> best == 0 ? 1 : priorRelevance(i) / best));
    }
}
