package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.model.searchclick.ResultItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A request to rank a caller's list.
 *
 * @param personalContext empty if personal data must not be used
 * @param purpose as given by the caller
 * @param query the search query that the list answers; empty if it is not a search result
 * @param items each item once, in the caller's order; a score takes precedence over the position
 * @param explain whether the items carry reasons
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

    /** A check whether the ranking depends on the catalog's topics. */
    boolean needsCatalogTopics() {
        return query().isPresent() || !controls().isEmpty();
    }

    List<ItemId> itemIds() {
        return items.stream().map(RankingItem::item).toList();
    }

    /**
     * The relevance of an item to the caller, at least 0: its score, or else the discount of its position. If any score is
     * negative, the scores are logits, and the relevance is e^(score − the highest score).
     */
    double priorRelevance(int index) {
        OptionalDouble score = items.get(index).score();
        if (score.isEmpty()) {
            return ResultItem.positionDiscount(index + 1);
        }
        return scores().anyMatch(each -> each < 0)
                ? StrictMath.exp(score.getAsDouble() - scores().max().orElse(0))
                : score.getAsDouble();
    }

    private DoubleStream scores() {
        return items.stream().flatMapToDouble(item -> item.score().stream());
    }

    /** The prior relevance of each item divided by the highest one; 1 for all items if the highest one is 0. */
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
