package io.portrait.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;

/** A part of an item's probability; the parts of an item add up to it. */
public sealed interface Reason {

    double contribution();

    /** The same reason for a part of something that is so many times as large. */
    default Reason times(double factor) {
        return switch (this) {
            case BecauseOf(ItemId item, double part) -> new BecauseOf(item, part * factor);
            case About(Topic topic, double part) -> new About(topic, part * factor);
            case Feature(String name, double part) -> new Feature(name, part * factor);
        };
    }

    /** Because of an item that the person has chosen: what comes with it. */
    record BecauseOf(ItemId item, double contribution) implements Reason {}

    /** Because the person's last items are about this topic. */
    record About(Topic topic, double contribution) implements Reason {}

    /**
     * Because of something else, such as what the item is to everybody.
     *
     * @param name such as {@code popular-long}
     */
    record Feature(String name, double contribution) implements Reason {}
}
