package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A list as it was served.
 *
 * @param items from the top down
 * @param draw what the last item was drawn from, if it was drawn
 * @param search what it answers to, if that is a query
 */
record ServedList(
        UUID listId,
        UserId user,
        String purpose,
        Instant servedAt,
        List<ServedItem> items,
        Optional<ExplorationDraw> draw,
        Optional<SearchContext> search) {

    /**
     * An item in its place.
     *
     * @param propensity how probable it was that it would take the place, given those above it
     */
    record ServedItem(ItemId item, double propensity) {}

    /**
     * What could have taken a place.
     *
     * @param propensities in the order of the items, the first of which is the one that takes the place where nothing is drawn
     */
    record ExplorationDraw(List<ItemId> candidates, List<Double> propensities) {

        ExplorationDraw {
            candidates = List.copyOf(candidates);
            propensities = List.copyOf(propensities);
        }
    }

    /**
     * A query that was answered.
     *
     * @param priorRelevance how good the caller thought each item of the list, the best being 1
     */
    record SearchContext(String query, List<Double> priorRelevance) {

        SearchContext {
            priorRelevance = List.copyOf(priorRelevance);
        }
    }

    ServedList {
        items = List.copyOf(items);
    }
}
