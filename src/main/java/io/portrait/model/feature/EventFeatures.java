package io.portrait.model.feature;

import java.util.List;
import java.util.Optional;

/**
 * What an event says.
 *
 * @param interests weight per topic. On each level of the tree the absolute weights add up to at most 1
 * @param engagement the example for the model of engagement; empty where the item is not known
 */
public record EventFeatures(List<TopicWeight> interests, Optional<Example> engagement) {

    /** What an event about no known item says of interests: nothing. */
    public static final EventFeatures NONE = new EventFeatures(List.of(), Optional.empty());

    /** Keeps a copy of the list. */
    public EventFeatures {
        interests = List.copyOf(interests);
    }
}
