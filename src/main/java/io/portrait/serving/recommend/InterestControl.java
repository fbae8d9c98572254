package io.portrait.serving.recommend;

import io.portrait.kernel.Topic;

/**
 * What a person says of a topic, and so of all below it.
 *
 * @param topic what it is about
 */
public record InterestControl(Topic topic, InterestAction action) {

    /** How much of a topic the person wants. */
    public enum InterestAction {
        LESS(0.25),
        MORE(2),
        NEVER(0);

        private final double factor;

        InterestAction(double factor) {
            this.factor = factor;
        }

        /** What the score of an item about it is multiplied by. */
        double factor() {
            return factor;
        }
    }

    /** Whether it is about a topic: the same or one below it. */
    boolean appliesTo(Topic other) {
        return covers(topic, other);
    }

    /** Whether a topic is another or below it. */
    static boolean covers(Topic ancestor, Topic descendant) {
        return descendant.equals(ancestor) || descendant.path().startsWith(ancestor.path() + "/");
    }
}
