package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.kernel.Topic;
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

    PrivacyController(Releases releases) {
        this.releases = releases;
    }

    @GetMapping("/v1/privacy/policy")
    @Allow({KeyKind.WRITE, KeyKind.PARTNER, KeyKind.PUBLIC, KeyKind.INTERNAL, KeyKind.ADMIN})
    @Operation(summary = "The privacy claim and its constants")
    PolicyAnswer policy() {
        return PolicyAnswer.of(releases.policy());
    }

    record PolicyAnswer(
            String claim,
            BigDecimal epsilon,
            int delta,
            String unit,
            String mechanism,
            String epochLength,
            String halfLife,

            @Schema(description = "towards which the noise of a weight tends after many epochs, in event weights")
            double asymptoticNoiseStd,

            String epoch,
            int catalogueVersion,
            List<String> topics) {

        static PolicyAnswer of(PrivacyPolicy policy) {
            return new PolicyAnswer(
                    policy.claim(),
                    policy.epsilon(),
                    policy.delta(),
                    policy.unit(),
                    policy.mechanism(),
                    policy.epochLength().toString(),
                    policy.halfLife().toString(),
                    policy.asymptoticNoiseStd(),
                    policy.currentEpoch(),
                    policy.catalogue().version(),
                    policy.catalogue().topics().stream().map(Topic::path).toList());
        }
    }
}
