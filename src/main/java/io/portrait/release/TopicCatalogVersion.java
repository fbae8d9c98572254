package io.portrait.release;

import io.portrait.kernel.Topic;
import java.time.Instant;
import java.util.List;

/**
 * An immutable version of the public topic catalog, which defines the coordinates of released profiles. A version
 * contains the topics of its predecessor in the same order, followed by new ones.
 *
 * @param version number of the version, from 1
 * @param effectiveEpoch the first epoch in which the version is in effect
 * @param topics first-level topics in the order of their coordinates, at most 64
 */
public record TopicCatalogVersion(int version, long effectiveEpoch, Instant frozenAt, List<Topic> topics) {

    /** The empty version 0, in effect before the first version is frozen. */
    static final TopicCatalogVersion NONE = new TopicCatalogVersion(0, 0, Instant.EPOCH, List.of());

    /** Copies the list. */
    public TopicCatalogVersion {
        topics = List.copyOf(topics);
    }
}
