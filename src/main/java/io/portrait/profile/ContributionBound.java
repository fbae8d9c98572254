package io.portrait.profile;

import io.portrait.kernel.Topic;
import io.portrait.model.feature.TopicWeight;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The bound on the contribution of one event to the released sums (sensitivity of the differential privacy mechanism).
 */
@FunctionalInterface
public interface ContributionBound {

    /**
     * The bounded contribution of an event: integers whose absolute values add up to at most one event weight.
     *
     * @param weights weights of first-level topics
     * @param happenedAt event time; older events count less
     * @param arrivalEpoch epoch to which the contribution counts
     * @return units of 2⁻¹⁶ event weight per topic
     */
    Map<Topic, Long> clip(List<TopicWeight> weights, Instant happenedAt, long arrivalEpoch);
}
