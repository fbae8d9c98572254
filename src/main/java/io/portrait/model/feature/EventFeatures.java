package io.portrait.model.feature;

import java.util.List;
import java.util.Optional;

/**
 * The features of an event.
 *
 * @param interests weight per topic; on each level of the topic tree the absolute weights add up to at most 1
 * @param engagement training example for the engagement models; empty if the item is unknown
 */
public record EventFeatures(List<TopicWeight> interests, Optional<Example> engagement) {

    /** The features of an event without a known item. */
    public static final EventFeatures NONE = new EventFeatures(List.of(), Optional.empty());

    /** Copies the list. */
    public EventFeatures {
        interests = List.copyOf(interests);
    }
}
