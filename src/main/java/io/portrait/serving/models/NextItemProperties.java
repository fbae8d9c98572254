package io.portrait.serving.models;

import io.portrait.model.nextitem.NextItemConfig;
import io.portrait.model.nextitem.NextItemConfig.Capacity;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the model of next items follows the journal. What bounds it is part of what it is.
 *
 * @param maxBatch positions of the journal looked at at once
 * @param poll how often choices are looked for when there were none
 * @param cpuShare the part of its time in which the follower works while there is more, in (0, 1], so that requests and
 *     profiles go first; below 1 it rests while profiles are brought up to date, and where that never ends it works about a
 *     third as much. At 0.25 it learns some 5,000 choices a second
 * @param snapshotEvery how often the models that follow all entries are stored while there are any; a start learns again
 *     what came after
 * @param maxUsers whose history is kept, about 1 KB each; beyond it the longest quiet is forgotten
 * @param maxItems that are kept, at most 6.5 KB each; beyond it the longest quiet sixteenth is forgotten
 */
@ConfigurationProperties("portrait.next-item")
public record NextItemProperties(
        @DefaultValue("2000") int maxBatch,
        @DefaultValue("250ms") Duration poll,
        @DefaultValue("0.25") double cpuShare,
        @DefaultValue("15m") Duration snapshotEvery,
        @DefaultValue("200000") int maxUsers,
        @DefaultValue("50000") int maxItems) {

    public NextItemProperties {
        if (!(cpuShare > 0 && cpuShare <= 1)) {
            throw new IllegalArgumentException(
                    "portrait.next-item.cpu-share must be above 0 and at most 1, is %s".formatted(cpuShare));
        }
    }

    NextItemConfig config() {
        NextItemConfig defaults = NextItemConfig.defaults();
        Capacity bounds = defaults.capacity();
        return defaults.withCapacity(
                new Capacity(maxUsers, maxItems, bounds.neighbors(), bounds.historyLength(), bounds.distinctItems()));
    }
}
