package io.portrait.web;

import io.portrait.kernel.KeyRole;
import io.portrait.kernel.Topic;
import io.portrait.release.AudienceNoise;
import io.portrait.release.CohortGuarantee;
import io.portrait.release.CohortStatistics;
import io.portrait.release.ItemGuarantee;
import io.portrait.release.ProfileGuarantee;
import io.portrait.release.ReleasedItems;
import io.portrait.release.ReleasedProfiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The route of the privacy policy. */
@RestController
@Tag(name = "Privacy")
class PrivacyController {

    private final ReleasedProfiles releases;
    private final CohortStatistics cohorts;
    private final ReleasedItems items;

    PrivacyController(ReleasedProfiles releases, CohortStatistics cohorts, ReleasedItems items) {
        this.releases = releases;
        this.cohorts = cohorts;
        this.items = items;
    }

    @GetMapping("/v1/privacy/policy")
    @AllowedRoles({KeyRole.WRITE, KeyRole.CATALOGUE, KeyRole.PARTNER, KeyRole.PUBLIC, KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(summary = "The privacy claim and its constants")
    PrivacyPolicyResponse policy() {
        return PrivacyPolicyResponse.of(releases.guarantee(), cohorts.guarantee(), items.guarantee());
    }

    record PrivacyPolicyResponse(
            String claim,

            @Schema(description = "per event, of everything that all outside readers see together")
            BigDecimal epsilon,

            int delta,
            String unit,
            String mechanism,
            String epochLength,
            String halfLife,
            List<AudiencePrivacyResponse> audiences,
            String epoch,
            int catalogVersion,
            List<String> topics,

            @Schema(description = "the guarantee of the cohort statistics")
            CohortPrivacyResponse cohorts,

            @Schema(
                    description = "the guarantee of the item statistics, from which answers for persons' tokens are"
                            + " computed; absent if they are switched off, and such answers then use nothing about"
                            + " others")
            @Nullable
            ItemPrivacyResponse items) {

        static PrivacyPolicyResponse of(
                ProfileGuarantee policy, CohortGuarantee cohorts, Optional<ItemGuarantee> items) {
            return new PrivacyPolicyResponse(
                    policy.terms().claim(),
                    policy.terms().epsilon(),
                    policy.terms().delta(),
                    policy.terms().unit(),
                    policy.terms().mechanism(),
                    policy.terms().epochLength().toString(),
                    policy.terms().halfLife().toString(),
                    policy.audienceNoise().stream()
                            .map(AudiencePrivacyResponse::of)
                            .toList(),
                    policy.currentEpoch(),
                    policy.topicCatalog().version(),
                    policy.topicCatalog().topics().stream().map(Topic::path).toList(),
                    CohortPrivacyResponse.of(cohorts),
                    items.map(ItemPrivacyResponse::of).orElse(null));
        }
    }

    record AudiencePrivacyResponse(
            String audience,

            @Schema(description = "per event, of everything that this audience sees")
            BigDecimal epsilon,

            @Schema(description = "limit of the noise of a weight after many epochs, in event weights")
            double asymptoticNoiseStd) {

        static AudiencePrivacyResponse of(AudienceNoise noise) {
            return new AudiencePrivacyResponse(noise.audience().label(), noise.epsilon(), noise.noiseStd());
        }
    }
}
