package io.portrait.profile;

import io.portrait.kernel.Topic;
import io.portrait.model.feature.TopicWeight;
import java.util.List;

/** The weight of a topic in integer units, {@link DecayedSum#UNIT} per event weight. */
record TopicUnits(Topic topic, long units) {

    static List<TopicUnits> of(List<TopicWeight> weights) {
        return weights.stream()
                .map(weight -> new TopicUnits(weight.topic(), (long) (weight.weight() * DecayedSum.UNIT)))
                .toList();
    }

    /** A part of the units, rounded towards 0. */
    TopicUnits times(double factor) {
        return new TopicUnits(topic, (long) (units * factor));
    }
}
