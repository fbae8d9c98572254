package io.portrait.serving.models;

import io.portrait.model.rating.RatingConfig;
import io.portrait.model.rating.RatingConfig.RatingCapacity;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the rating model. A change makes the models learn the journal again.
 *
 * @param maxUsers users whose parameters are stored, 2.5 to 4 KB each; beyond it the least recently active is evicted
 * @param maxItems items that are stored, at most 4 KB each; beyond it the least recently rated is evicted
 */
@ConfigurationProperties("portrait.ratings")
public record RatingModelProperties(
        @DefaultValue("20000") int maxUsers,
        @DefaultValue("20000") int maxItems) {

    RatingConfig config() {
        RatingConfig defaults = RatingConfig.defaults();
        RatingCapacity capacity = defaults.capacity();
        return defaults.withCapacity(new RatingCapacity(
                maxUsers,
                maxItems,
                capacity.topics(),
                capacity.historyLength(),
                capacity.neighborsPerItem(),
                capacity.replayBufferSize()));
    }
}
