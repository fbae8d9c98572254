package io.portrait.release;

import java.util.List;

/**
 * The published guarantee for released profiles.
 *
 * @param audienceNoise ε and the limit of the noise after many epochs, for each audience
 * @param currentEpoch name of the last closed epoch
 * @param topicCatalog the version of the public topic catalog in that epoch
 */
public record ProfileGuarantee(
        PrivacyTerms terms, List<AudienceNoise> audienceNoise, String currentEpoch, TopicCatalogVersion topicCatalog) {

    /** Copies the list. */
    public ProfileGuarantee {
        audienceNoise = List.copyOf(audienceNoise);
    }
}
