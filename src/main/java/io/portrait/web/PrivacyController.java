package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.kernel.Topic;
import io.portrait.release.AudienceView;
import io.portrait.release.CohortPromise;
import io.portrait.release.Cohorts;
import io.portrait.release.PrivacyPolicy;
import io.portrait.release.Releases;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is promised to the people described. */
@RestController
@Tag(name = "Privacy")
class PrivacyController {

    private final Releases releases;
    private final Cohorts cohorts;

    PrivacyController(Releases releases, Cohorts cohorts) {
        this.releases = releases;
        this.cohorts = cohorts;
    }

    @GetMapping("/v1/privacy/policy")
    @Allow({KeyKind.WRITE, KeyKind.PARTNER, KeyKind.PUBLIC, KeyKind.INTERNAL, KeyKind.ADMIN})
    @Operation(summary = "The privacy claim and its constants")
    PolicyAnswer policy() {
        return PolicyAnswer.of(releases.policy(), cohorts.promise());
    }

    record PolicyAnswer(
            String claim,

            @Schema(description = "per event, of everything that all outside readers see together")
            BigDecimal epsilon,

            int delta,
            String unit,
            String mechanism,
            String epochLength,
            String halfLife,
            List<AudienceAnswer> audiences,
            String epoch,
            int catalogueVersion,
            List<String> topics,

            @Schema(description = "the other promise: statistics over many people")
            CohortPrivacy cohorts) {

        static PolicyAnswer of(PrivacyPolicy policy, CohortPromise cohorts) {
            return new PolicyAnswer(
                    policy.claim(),
                    policy.epsilon(),
                    policy.delta(),
                    policy.unit(),
                    policy.mechanism(),
                    policy.epochLength().toString(),
                    policy.halfLife().toString(),
                    policy.audiences().stream().map(AudienceAnswer::of).toList(),
                    policy.currentEpoch(),
                    policy.catalogue().version(),
                    policy.catalogue().topics().stream().map(Topic::path).toList(),
                    CohortPrivacy.of(cohorts));
        }
    }

    record AudienceAnswer(
            String audience,

            @Schema(description = "per event, of what this audience sees")
            BigDecimal epsilon,

            @Schema(description = "towards which the noise of a weight tends after many epochs, in event weights")
            double asymptoticNoiseStd) {

        static AudienceAnswer of(AudienceView view) {
            return new AudienceAnswer(view.audience().label(), view.epsilon(), view.noiseStd());
        }
    }
}
