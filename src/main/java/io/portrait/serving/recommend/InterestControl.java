package io.portrait.serving.recommend;

import io.portrait.kernel.Topic;

/**
 * A person's explicit preference for a topic and all topics below it.
 *
 * @param topic the topic that it applies to
 */
public record InterestControl(Topic topic, InterestAction action) {

    /** The change that the person wants. */
    public enum InterestAction {
        LESS(0.25),
        MORE(2),
        NEVER(0);

        private final double factor;

        InterestAction(double factor) {
            this.factor = factor;
        }

        /** The factor of the scores of items with the topic. */
        double factor() {
            return factor;
        }
    }

    /** A check whether it applies to a topic: the same topic or one below it. */
    boolean appliesTo(Topic other) {
        return covers(topic, other);
    }

    /** A check whether a topic is equal to another one or below it. */
    static boolean covers(Topic ancestor, Topic descendant) {
        return descendant.equals(ancestor) || ancestor.isAbove(descendant);
    }
}
