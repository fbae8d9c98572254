package io.portrait.serving.models;

import io.portrait.model.rating.RatingConfig;
import io.portrait.model.rating.RatingConfig.RatingCapacity;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the shared layer follows the journal. What bounds the model is part of what it is: with other bounds it is learned
 * again.
 *
 * @param maxBatch ratings read at once
 * @param poll how often ratings are looked for when there were none
 * @param snapshotEvery how often the model is stored while there are ratings; a start learns again what came after
 * @param maxUsers whose part is kept, 2.5 to 4 KB each; beyond it the longest quiet is forgotten
 * @param maxItems that are kept, at most 4 KB each; the same
 */
@ConfigurationProperties("portrait.ratings")
public record RatingModelProperties(
        @DefaultValue("2000") int maxBatch,
        @DefaultValue("250ms") Duration poll,
        @DefaultValue("5m") Duration snapshotEvery,
        @DefaultValue("20000") int maxUsers,
        @DefaultValue("20000") int maxItems) {

    RatingConfig ratings() {
        RatingConfig defaults = RatingConfig.defaults();
        RatingCapacity bounds = defaults.capacity();
        return defaults.withCapacity(new RatingCapacity(
                maxUsers,
                maxItems,
                bounds.topics(),
                bounds.historyLength(),
                bounds.neighborsPerItem(),
                bounds.replayBufferSize()));
    }
}
