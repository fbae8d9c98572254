package io.portrait.release;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * The promise and its constants, as they are published.
 *
 * @param epsilon ε per event of everything that all outside readers see together
 * @param audienceNoise what each of them sees, with the noise towards which it tends after many epochs
 */
public record ProfileGuarantee(
        String claim,
        BigDecimal epsilon,
        int delta,
        String unit,
        String mechanism,
        Duration epochLength,
        Duration halfLife,
        List<AudienceNoise> audienceNoise,
        String currentEpoch,
        TopicCatalogVersion topicCatalog) {

    /** Keeps a copy of the list. */
    public ProfileGuarantee {
        audienceNoise = List.copyOf(audienceNoise);
    }
}
