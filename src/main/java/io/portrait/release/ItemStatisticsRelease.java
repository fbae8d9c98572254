package io.portrait.release;

import io.portrait.release.mechanism.ItemNoise.NoisyItem;
import io.portrait.release.mechanism.ItemNoise.NoisyPair;
import java.time.Instant;
import java.util.List;

/**
 * A release of item statistics.
 *
 * @param period number of the period since 1970-01-01
 * @param items the largest noisy counts first
 */
record ItemStatisticsRelease(long period, Instant releasedAt, List<NoisyItem> items, List<NoisyPair> pairs) {

    /** Copies the lists. */
    ItemStatisticsRelease {
        items = List.copyOf(items);
        pairs = List.copyOf(pairs);
    }
}
