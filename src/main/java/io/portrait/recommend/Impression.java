package io.portrait.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A list as it was served.
 *
 * @param items from the top down
 */
record Impression(UUID id, UserId user, String purpose, Instant servedAt, List<Placed> items) {

    /**
     * An item in its place.
     *
     * @param propensity how probable it was that it would take the place, given those above it
     */
    record Placed(ItemId item, double propensity) {}

    Impression {
        items = List.copyOf(items);
    }
}
