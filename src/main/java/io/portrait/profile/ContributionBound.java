package io.portrait.profile;

import io.portrait.kernel.Topic;
import io.portrait.model.feature.TopicWeight;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Bounds what one event may add to the cell that outside readers will see with noise. */
@FunctionalInterface
public interface ContributionBound {

    /**
     * The event's contribution: integers whose absolute values add up to at most one event weight.
     *
     * @param weights first-level topics
     * @param happenedAt event time; what is old counts less
     * @param arrivalEpoch the epoch that the contribution counts in
     * @return units of 2⁻¹⁶ event weight per topic
     */
    Map<Topic, Long> clip(List<TopicWeight> weights, Instant happenedAt, long arrivalEpoch);
}
