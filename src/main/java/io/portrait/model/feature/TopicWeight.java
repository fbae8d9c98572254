package io.portrait.model.feature;

import io.portrait.kernel.Checks;
import io.portrait.kernel.Topic;

/**
 * The weight that an event adds to the interest in a topic.
 *
 * @param weight in event weights, −1 to 1
 */
public record TopicWeight(Topic topic, double weight) {

    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public TopicWeight {
        Checks.requireWithin("weight", weight, -1, 1);
    }
}
