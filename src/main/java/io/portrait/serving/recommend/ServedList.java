package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A list as it was served to a person.
 *
 * @param items in the order of their positions
 * @param draw the draw of the last item; empty without exploration
 * @param search empty if the list is not a search result
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
     * An item at its position.
     *
     * @param propensity the probability that the item was served at this position, given the items above it
     */
    record ServedItem(ItemId item, double propensity) {}

    /**
     * The candidates of an exploration draw.
     *
     * @param candidates the first one is served without exploration
     * @param propensities in the order of the candidates
     */
    record ExplorationDraw(List<ItemId> candidates, List<Double> propensities) {

        ExplorationDraw {
            candidates = List.copyOf(candidates);
            propensities = List.copyOf(propensities);
        }
    }

    /**
     * The query of a search result.
     *
     * @param priorRelevance the caller's relevance of each item relative to the best one, in [0, 1]
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
