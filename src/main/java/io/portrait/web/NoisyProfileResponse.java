package io.portrait.web;

import io.portrait.kernel.UserId;
import io.portrait.release.ProfileGuarantee;
import io.portrait.release.ReleasedProfile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;

/** The answer to everyone else: nothing in it has not passed through a noised cell. */
record NoisyProfileResponse(
        String userId, String audience, ReleasePrivacyResponse privacy, List<NoisyInterestResponse> interests) {

    static NoisyProfileResponse of(UserId user, ReleasedProfile released, ProfileGuarantee policy) {
        return new NoisyProfileResponse(
                user.value(),
                released.noise().audience().label(),
                ReleasePrivacyResponse.of(released, policy),
                released.interests().stream()
                        .map(interest ->
                                new NoisyInterestResponse(interest.topic().path(), interest.weight()))
                        .toList());
    }

    record ReleasePrivacyResponse(
            @Schema(description = "of what this audience sees; that of the policy covers all audiences together")
            BigDecimal epsilon,

            int delta,
            String unit,
            String mechanism,

            @Schema(description = "the last closed epoch, from which this comes")
            String epoch,

            @Schema(description = "how often this answer changes, ISO 8601")
            String epochLength,

            int catalogVersion,

            @Schema(description = "standard deviation of the noise in each weight, in event weights")
            double noiseStd,

            String claim) {

        static ReleasePrivacyResponse of(ReleasedProfile released, ProfileGuarantee policy) {
            return new ReleasePrivacyResponse(
                    released.noise().epsilon(),
                    policy.delta(),
                    policy.unit(),
                    policy.mechanism(),
                    released.epoch(),
                    policy.epochLength().toString(),
                    released.catalogVersion(),
                    released.noise().noiseStd(),
                    policy.claim());
        }
    }

    record NoisyInterestResponse(
            String topic,

            @Schema(description = "in event weights, noise included: it may be negative")
            double weight) {}
}
