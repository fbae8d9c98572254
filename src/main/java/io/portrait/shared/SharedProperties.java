package io.portrait.shared;

import io.portrait.rating.RatingConfig;
import io.portrait.rating.RatingConfig.Bounds;
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
@ConfigurationProperties("portrait.shared")
public record SharedProperties(
        @DefaultValue("2000") int maxBatch,
        @DefaultValue("250ms") Duration poll,
        @DefaultValue("5m") Duration snapshotEvery,
        @DefaultValue("20000") int maxUsers,
        @DefaultValue("20000") int maxItems) {

    RatingConfig ratings() {
        RatingConfig defaults = RatingConfig.defaults();
        Bounds bounds = defaults.bounds();
        return defaults.with(new Bounds(
                maxUsers, maxItems, bounds.topics(), bounds.history(), bounds.neighbours(), bounds.replay()));
    }
}
