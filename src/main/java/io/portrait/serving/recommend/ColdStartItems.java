package io.portrait.serving.recommend;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.serving.recommend.Recommender.RecommendationRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Items for lists that are taken from the catalog without a score of the next-item model, the newest first. */
final class ColdStartItems {

    private static final int WIDENING_FACTOR = 8;

    private final Catalog catalog;

    ColdStartItems(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Finds recommendable items that the request allows.
     *
     * @param excluded items that are not taken
     * @param maxAge only items that were created within this time
     * @param count the number of items to find; there are fewer if the catalog has no more
     */
    List<Candidate> find(RecommendationRequest request, Set<ItemId> excluded, Optional<Duration> maxAge, int count) {
        int depth = excluded.size() + count;
        while (true) {
            List<ItemId> newest = catalog.newest(request.category(), maxAge, depth);
            List<Candidate> candidates = candidates(request, excluded, newest);
            if (candidates.size() >= count || newest.size() < depth) {
                return candidates.subList(0, Math.min(count, candidates.size()));
            }
            depth *= WIDENING_FACTOR;
        }
    }

    private List<Candidate> candidates(RecommendationRequest request, Set<ItemId> excluded, List<ItemId> newest) {
        Map<ItemId, Item> items = catalog.findRecommendable(new HashSet<>(newest));
        return newest.stream()
                .filter(id -> !excluded.contains(id))
                .map(items::get)
                .filter(Objects::nonNull)
                .map(item -> Candidate.cold(item, request.controls()))
                .filter(candidate -> candidate.isAllowed() && candidate.isIn(request.category()))
                .toList();
    }
}
