package io.portrait.release;

import io.portrait.kernel.Topic;
import java.util.List;

/**
 * What an outside reader sees of a user.
 *
 * @param epoch the name of the last closed epoch, from which this comes
 * @param catalogueVersion the version that closed it
 * @param noiseStd the standard deviation of the noise in each weight, in event weights
 * @param interests a weight for each topic of the public catalogue, noise included; it may be negative
 */
public record ReleasedProfile(String epoch, int catalogueVersion, double noiseStd, List<NoisedInterest> interests) {

    /** The noised weight of a topic, in event weights. */
    public record NoisedInterest(Topic topic, double weight) {}

    /** Changes exactly when the content may. */
    public String version() {
        return epoch + "-" + catalogueVersion;
    }
}
