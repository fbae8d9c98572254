package io.portrait.web;

import io.portrait.kernel.UserId;
import io.portrait.release.PrivacyTerms;
import io.portrait.release.ReleasedProfile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;

/** The profile for outside readers. Every value in it is noisy. */
record NoisyProfileResponse(
        String userId, String audience, ReleasePrivacyResponse privacy, List<NoisyInterestResponse> interests) {

    static NoisyProfileResponse of(UserId user, ReleasedProfile released, PrivacyTerms terms) {
        return new NoisyProfileResponse(
                user.value(),
                released.noise().audience().label(),
                ReleasePrivacyResponse.of(released, terms),
                released.interests().stream()
                        .map(interest ->
                                new NoisyInterestResponse(interest.topic().path(), interest.weight()))
                        .toList());
    }

    record ReleasePrivacyResponse(
            @Schema(description = "of this audience; the one of the policy covers all audiences together")
            BigDecimal epsilon,

            int delta,
            String unit,
            String mechanism,

            @Schema(description = "the last closed epoch, whose release this is")
            String epoch,

            @Schema(description = "how often this response changes, ISO 8601")
            String epochLength,

            int catalogVersion,

            @Schema(description = "standard deviation of the noise of each weight, in event weights")
            double noiseStd,

            String claim) {

        static ReleasePrivacyResponse of(ReleasedProfile released, PrivacyTerms terms) {
            return new ReleasePrivacyResponse(
                    released.noise().epsilon(),
                    terms.delta(),
                    terms.unit(),
                    terms.mechanism(),
                    released.epoch(),
                    terms.epochLength().toString(),
                    released.catalogVersion(),
                    released.noise().noiseStd(),
                    terms.claim());
        }
    }

    record NoisyInterestResponse(
            String topic,

            @Schema(description = "in event weights, with noise; may be negative")
            double weight) {}
}
