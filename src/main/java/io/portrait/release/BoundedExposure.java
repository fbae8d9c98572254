package io.portrait.release;

import io.portrait.feature.TopicWeight;
import io.portrait.kernel.Topic;
import io.portrait.privacy.Contribution;
import io.portrait.privacy.ExposurePolicy;
import io.portrait.profile.ExposureRule;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Lets no event add more than one event weight to a cell; late events count with what is left of them. */
@Component
class BoundedExposure implements ExposureRule {

    private final ExposurePolicy policy;

    BoundedExposure(ExposurePolicy policy) {
        this.policy = policy;
    }

    @Override
    public Map<Topic, Long> contribution(List<TopicWeight> weights, Instant happenedAt, long arrivalEpoch) {
        long happenedIn =
                Math.floorDiv(happenedAt.getEpochSecond(), policy.epochLength().toSeconds());
        long age = Math.max(0, arrivalEpoch - happenedIn);
        double[] each = new double[weights.size()];
        for (int i = 0; i < each.length; i++) {
            each[i] = weights.get(i).weight();
        }
        Contribution contribution = Contribution.clipped(each).late(age, policy);
        Map<Topic, Long> units = new HashMap<>();
        for (int i = 0; i < each.length; i++) {
            units.merge(weights.get(i).topic(), contribution.units().get(i), Long::sum);
        }
        return units;
    }
}
