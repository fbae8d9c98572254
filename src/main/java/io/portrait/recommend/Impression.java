package io.portrait.recommend;

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
 * @param lot what the last item was drawn from, if it was drawn
 * @param search what it answers to, if that is a query
 */
record Impression(
        UUID id,
        UserId user,
        String purpose,
        Instant servedAt,
        List<Placed> items,
        Optional<Lot> lot,
        Optional<Search> search) {

    /**
     * An item in its place.
     *
     * @param propensity how probable it was that it would take the place, given those above it
     */
    record Placed(ItemId item, double propensity) {}

    /**
     * What could have taken a place.
     *
     * @param chances in the order of the items, the first of which is the one that takes the place where nothing is drawn
     */
    record Lot(List<ItemId> items, List<Double> chances) {

        Lot {
            items = List.copyOf(items);
            chances = List.copyOf(chances);
        }
    }

    /**
     * A query that was answered.
     *
     * @param worths how good the caller thought each item of the list, the best being 1
     */
    record Search(String query, List<Double> worths) {

        Search {
            worths = List.copyOf(worths);
        }
    }

    Impression {
        items = List.copyOf(items);
    }
}
