package io.portrait.release;

import io.portrait.kernel.Topic;
import java.time.Instant;
import java.util.List;

/**
 * A frozen public catalogue of topics: the coordinates of what outside readers see. A version keeps the topics of the one
 * before and appends to them.
 *
 * @param version counts from 1
 * @param effectiveEpoch the first epoch that is closed with it
 * @param topics first-level topics in the order of their coordinates, at most 64
 */
public record TopicCatalogVersion(int version, long effectiveEpoch, Instant frozenAt, List<Topic> topics) {

    /** Before anything is frozen nothing is exposed. */
    static final TopicCatalogVersion NONE = new TopicCatalogVersion(0, 0, Instant.EPOCH, List.of());

    /** Keeps a copy of the list. */
    public TopicCatalogVersion {
        topics = List.copyOf(topics);
    }
}
