package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list that was served, with what came of it; whose it was is left out.
 *
 * @param number lists are counted in the order in which they became visible
 * @param query of a search
 * @param items from the top down
 * @param candidates what the last item was drawn from, the one that would else have been there first; empty if it was not
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
     * An item in its place.
     *
     * @param propensity how probable it was that it would take the place, given those above it
     * @param interacted whether the person viewed, clicked, carted or bought it, naming the list
     * @param purchased whether the person bought it, naming the list
     */
    public record ItemFeedback(ItemId item, double propensity, boolean interacted, boolean purchased) {}

    /** How probable it was that an item would take the last place. */
    public record CandidatePropensity(ItemId item, double propensity) {}

    public ServedListFeedback {
        items = List.copyOf(items);
        candidates = List.copyOf(candidates);
    }
}
