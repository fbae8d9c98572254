package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;

/** One term of an item's score; the contributions of all reasons of an item sum to its score. */
public sealed interface Reason {

    double contribution();

    /** A copy of the reason with its contribution multiplied by a factor. */
    default Reason scaledBy(double factor) {
        return switch (this) {
            case ItemReason(ItemId item, double contribution) -> new ItemReason(item, contribution * factor);
            case TopicReason(Topic topic, double contribution) -> new TopicReason(topic, contribution * factor);
            case FeatureReason(String name, double contribution) -> new FeatureReason(name, contribution * factor);
        };
    }

    /** The contribution of an item of the user's history, through its co-occurrences. */
    record ItemReason(ItemId item, double contribution) implements Reason {}

    /** The contribution of a topic of the user's last items. */
    record TopicReason(Topic topic, double contribution) implements Reason {}

    /**
     * The contribution of any other feature, such as the item's popularity.
     *
     * @param name such as {@code popularity}
     */
    record FeatureReason(String name, double contribution) implements Reason {}
}
