package io.portrait.release;

import io.portrait.kernel.Topic;
import java.util.Arrays;
import java.util.List;

/**
 * The released profile of a user for one audience.
 *
 * @param noise the audience and the noise of the values
 * @param epoch name of the last closed epoch
 * @param catalogVersion version of the public topic catalog in that epoch
 * @param interests noisy weight of each topic of the public catalog; it may be negative
 */
public record ReleasedProfile(AudienceNoise noise, String epoch, int catalogVersion, List<NoisyInterest> interests) {

    /** The noisy weight of a topic, in event weights. */
    public record NoisyInterest(Topic topic, double weight) {}

    /** The version of the content. It depends on epoch, catalog version, audience and incarnation of the user. */
    public String version() {
        double[] weights = interests.stream().mapToDouble(NoisyInterest::weight).toArray();
        return "%s-%d-%08x".formatted(epoch, catalogVersion, Arrays.hashCode(weights));
    }
}
