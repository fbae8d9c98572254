package io.portrait.model.rating;

import io.portrait.kernel.Checks;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.util.List;

/**
 * A user's rating of an item.
 *
 * @param topics topics of the item; empty if unknown
 * @param stars 0 to {@value #MAX_STARS}
 */
public record ItemRating(UserId user, ItemId item, List<Topic> topics, double stars) {

    /** The highest rating. */
    public static final double MAX_STARS = 5;

    /**
     * Checks the stars and keeps a copy of the topics.
     *
     * @throws IllegalArgumentException if the stars are out of their range
     */
    public ItemRating {
        topics = List.copyOf(topics);
        Checks.requireWithin("stars", stars, 0, MAX_STARS);
    }

    /**
     * A rating converted from another scale.
     *
     * @param value 0 to {@code scale}
     * @param scale the highest rating on that scale
     * @throws IllegalArgumentException if the value is not on the scale
     */
    public static ItemRating onScale(UserId user, ItemId item, List<Topic> topics, double value, double scale) {
        return new ItemRating(user, item, topics, value * (MAX_STARS / scale));
    }
}
