package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;

/** A part of an item's probability; the parts of an item add up to it. */
public sealed interface Reason {

    double contribution();

    /** The same reason for a part of something that is so many times as large. */
    default Reason scaledBy(double factor) {
        return switch (this) {
            case ItemReason(ItemId item, double contribution) -> new ItemReason(item, contribution * factor);
            case TopicReason(Topic topic, double contribution) -> new TopicReason(topic, contribution * factor);
            case FeatureReason(String name, double contribution) -> new FeatureReason(name, contribution * factor);
        };
    }

    /** Because of an item that the person has chosen: what comes with it. */
    record ItemReason(ItemId item, double contribution) implements Reason {}

    /** Because the person's last items are about this topic. */
    record TopicReason(Topic topic, double contribution) implements Reason {}

    /**
     * Because of something else, such as what the item is to everybody.
     *
     * @param name such as {@code popular-long}
     */
    record FeatureReason(String name, double contribution) implements Reason {}
}
