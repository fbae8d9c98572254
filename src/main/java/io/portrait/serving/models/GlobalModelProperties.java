package io.portrait.serving.models;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the projection of the journal into the global models.
 *
 * @param maxBatch journal positions read at once
 * @param pollInterval time between reads when there were no new entries
 * @param cpuShare share of its time in which the projection works while there are entries to learn, in (0, 1]. Below 1 it
 *     prefers to sleep while profiles are updated; if that never ends, it works about a third as much. At 0.25 it learns some
 *     5,000 interactions a second
 * @param snapshotInterval time between snapshots of the models; a start learns the later entries again
 * @param relearningInterval least time between the starts of two relearnings. The first removal of a person starts one at
 *     once; the persons who are removed within this time share the next one
 * @param maxEntriesPerChange the last entries of a person from which a merge or split of identities rebuilds what the models
 *     hold of the person; the next relearning uses all of them
 * @param doubleBuffering whether the old models serve while new ones are relearned, which needs the memory of the models twice
 *     meanwhile. Otherwise the models are emptied, and answers say that they are not ready
 * @param unhealthyLag lag of a model from which {@code /actuator/health} reports OUT_OF_SERVICE
 * @param catchUpLag lag from which the projection works without regard to its share, at the lowest priority of the processor;
 *     zero: never
 */
@ConfigurationProperties("portrait.models")
public record GlobalModelProperties(
        @DefaultValue("2000") int maxBatch,
        @DefaultValue("250ms") Duration pollInterval,
        @DefaultValue("0.25") double cpuShare,
        @DefaultValue("15m") Duration snapshotInterval,
        @DefaultValue("10m") Duration relearningInterval,
        @DefaultValue("2000") int maxEntriesPerChange,
        @DefaultValue("true") boolean doubleBuffering,
        @DefaultValue("1m") Duration unhealthyLag,
        @DefaultValue("500ms") Duration catchUpLag) {

    public GlobalModelProperties {
        if (!(cpuShare > 0 && cpuShare <= 1)) {
            throw new IllegalArgumentException(
                    "portrait.models.cpu-share must be above 0 and at most 1, is %s".formatted(cpuShare));
        }
    }
}
