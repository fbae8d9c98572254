package io.portrait.release;

import io.portrait.kernel.Topic;
import java.util.Arrays;
import java.util.List;

/**
 * What an outside reader sees of a user.
 *
 * @param noise for whom, and how much noise is in it
 * @param epoch the name of the last closed epoch, from which this comes
 * @param catalogVersion the version that closed it
 * @param interests a weight for each topic of the public catalogue, noise included; it may be negative
 */
public record ReleasedProfile(AudienceNoise noise, String epoch, int catalogVersion, List<NoisyInterest> interests) {

    /** The noised weight of a topic, in event weights. */
    public record NoisyInterest(Topic topic, double weight) {}

    /** Changes exactly when the content may: with the epoch, the catalogue, the audience, and the user's incarnation. */
    public String version() {
        double[] weights = interests.stream().mapToDouble(NoisyInterest::weight).toArray();
        return "%s-%d-%08x".formatted(epoch, catalogVersion, Arrays.hashCode(weights));
    }
}
