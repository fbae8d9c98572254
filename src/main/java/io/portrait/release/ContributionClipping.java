package io.portrait.release;

import io.portrait.kernel.Topic;
import io.portrait.model.feature.TopicWeight;
import io.portrait.profile.ContributionBound;
import io.portrait.release.mechanism.EventContribution;
import io.portrait.release.mechanism.ProfilePrivacyParameters;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The bound on the contribution of an event: its total absolute weight is at most 1, and a late event is decayed. */
@Component
class ContributionClipping implements ContributionBound {

    private final ProfilePrivacyParameters parameters;

    ContributionClipping(ProfilePrivacyParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Map<Topic, Long> clip(List<TopicWeight> weights, Instant happenedAt, long arrivalEpoch) {
        long eventEpoch = Math.floorDiv(
                happenedAt.getEpochSecond(), parameters.epochLength().toSeconds());
        long ageEpochs = Math.max(0, arrivalEpoch - eventEpoch);
        double[] weightValues = new double[weights.size()];
        for (int i = 0; i < weightValues.length; i++) {
            weightValues[i] = weights.get(i).weight();
        }
        EventContribution contribution = EventContribution.clipped(weightValues).decayed(ageEpochs, parameters);
        Map<Topic, Long> units = new HashMap<>();
        for (int i = 0; i < weightValues.length; i++) {
            units.merge(weights.get(i).topic(), contribution.units().get(i), Long::sum);
        }
        return units;
    }
}
