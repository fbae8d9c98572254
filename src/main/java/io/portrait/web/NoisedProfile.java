package io.portrait.web;

import io.portrait.kernel.UserId;
import io.portrait.release.PrivacyPolicy;
import io.portrait.release.ReleasedProfile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;

/** The answer to everyone else: nothing in it has not passed through a noised cell. */
record NoisedProfile(String userId, String audience, Privacy privacy, List<WeightAnswer> interests) {

    static NoisedProfile of(UserId user, ReleasedProfile released, PrivacyPolicy policy) {
        return new NoisedProfile(
                user.value(),
                released.view().audience().label(),
                Privacy.of(released, policy),
                released.interests().stream()
                        .map(interest -> new WeightAnswer(interest.topic().path(), interest.weight()))
                        .toList());
    }

    record Privacy(
            @Schema(description = "of what this audience sees; that of the policy covers all audiences together")
            BigDecimal epsilon,

            int delta,
            String unit,
            String mechanism,

            @Schema(description = "the last closed epoch, from which this comes")
            String epoch,

            @Schema(description = "how often this answer changes, ISO 8601")
            String epochLength,

            int catalogueVersion,

            @Schema(description = "standard deviation of the noise in each weight, in event weights")
            double noiseStd,

            String claim) {

        static Privacy of(ReleasedProfile released, PrivacyPolicy policy) {
            return new Privacy(
                    released.view().epsilon(),
                    policy.delta(),
                    policy.unit(),
                    policy.mechanism(),
                    released.epoch(),
                    policy.epochLength().toString(),
                    released.catalogueVersion(),
                    released.view().noiseStd(),
                    policy.claim());
        }
    }

    record WeightAnswer(
            String topic,

            @Schema(description = "in event weights, noise included: it may be negative")
            double weight) {}
}
