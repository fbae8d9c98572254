package io.portrait.recommend;

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
 * @param drawn what the last item was drawn from, the one that would else have been there first; empty if it was not
 */
public record ServedList(
        long number,
        UUID impression,
        String purpose,
        Instant servedAt,
        @Nullable String query,
        List<Outcome> items,
        List<Chance> drawn) {

    /**
     * An item in its place.
     *
     * @param propensity how probable it was that it would take the place, given those above it
     * @param turnedTo whether the person viewed, clicked, carted or bought it, naming the list
     * @param bought whether the person bought it, naming the list
     */
    public record Outcome(ItemId item, double propensity, boolean turnedTo, boolean bought) {}

    /** How probable it was that an item would take the last place. */
    public record Chance(ItemId item, double probability) {}

    public ServedList {
        items = List.copyOf(items);
        drawn = List.copyOf(drawn);
    }
}
