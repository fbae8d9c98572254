package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A served list with the interactions that followed, without the person.
 *
 * @param number a sequence number in the order of visibility
 * @param query of a search result
 * @param items in the order of their positions
 * @param candidates the candidates of the draw of the last item, the one served without exploration first; empty
 *     without exploration
 */
public record ServedListFeedback(
        long number,
        UUID listId,
        String purpose,
        Instant servedAt,
        @Nullable String query,
        List<ItemFeedback> items,
        List<CandidatePropensity> candidates) {

    /**
     * An item at its position.
     *
     * @param propensity the probability that the item was served at this position, given the items above it
     * @param interacted whether the person viewed, clicked, carted or purchased it in an event with the id of the list
     * @param purchased whether the person purchased it in an event with the id of the list
     */
    public record ItemFeedback(ItemId item, double propensity, boolean interacted, boolean purchased) {}

    /** The probability that an item was drawn for the last position. */
    public record CandidatePropensity(ItemId item, double propensity) {}

    public ServedListFeedback {
        items = List.copyOf(items);
        candidates = List.copyOf(candidates);
    }
}
