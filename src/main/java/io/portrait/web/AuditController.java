package io.portrait.web;

import io.portrait.access.AuditEntry;
import io.portrait.access.AuditTrail;
import io.portrait.access.AuditTrail.Fault;
import io.portrait.access.AuditTrail.Verification;
import io.portrait.access.KeyKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what. */
@RestController
@Tag(name = "Audit")
class AuditController {

    private static final int MAX_PAGE = 1_000;

    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    @GetMapping("/v1/audit")
    @Allow(KeyKind.ADMIN)
    @Operation(summary = "The audit log, newest first", description = "`next` is the `before` of the next page.")
    AuditAnswer list(
            @Parameter(description = "only what concerns this person") @RequestParam(required = false) @Nullable
                    String userId,
            @RequestParam(defaultValue = Pages.FROM_THE_NEWEST) long before,
            @RequestParam(defaultValue = "100") int limit) {
        Pages.requireLimit(limit, MAX_PAGE);
        List<AuditEntryAnswer> page = trail.newest(Optional.ofNullable(userId).map(Ids::user), before, limit).stream()
                .map(AuditEntryAnswer::of)
                .toList();
        return new AuditAnswer(page, page.size() < limit ? null : page.getLast().number());
    }

    @GetMapping("/v1/audit/verification")
    @Allow(KeyKind.ADMIN)
    @Operation(
            summary = "Whether the audit log is what was written",
            description = "Goes over all of it. Keep `last` and `seal` elsewhere from time to time: a log that was set"
                    + " back as a whole, with the database, has another seal at that number.")
    VerificationAnswer verify() {
        return VerificationAnswer.of(trail.verify());
    }

    record AuditAnswer(
            List<AuditEntryAnswer> entries, @Nullable Long next) {}

    @Schema(name = "AuditEntry")
    record AuditEntryAnswer(
            long number,
            Instant at,

            @Schema(description = "the key's id; `subject` for a person with a token")
            String actor,

            @Schema(description = "the kind of the key") String audience,

            @Schema(description = "a deed, or the route that was asked for")
            String action,

            @Schema(description = "keyed hash of the user's id") @Nullable
            String subject,

            @Schema(description = "the release that was shown, if one was") @Nullable
            String release,

            @Schema(description = "the answer's status; missing for a deed") @Nullable
            Integer result,

            String seal) {

        static AuditEntryAnswer of(AuditEntry entry) {
            return new AuditEntryAnswer(
                    entry.number(),
                    entry.at(),
                    entry.actor(),
                    entry.audience(),
                    entry.action(),
                    entry.subject(),
                    entry.release().isEmpty() ? null : entry.release(),
                    entry.result() == 0 ? null : entry.result(),
                    entry.seal());
        }
    }

    record VerificationAnswer(
            boolean intact,
            long first,
            long last,
            String seal,
            @Nullable FaultAnswer fault) {

        static VerificationAnswer of(Verification found) {
            return new VerificationAnswer(
                    found.fault().isEmpty(),
                    found.first(),
                    found.last(),
                    found.seal(),
                    found.fault().map(FaultAnswer::of).orElse(null));
        }
    }

    @Schema(name = "AuditFault")
    record FaultAnswer(
            long number,

            @Schema(allowableValues = {"altered", "missing", "ends_altered"})
            String kind) {

        static FaultAnswer of(Fault fault) {
            return new FaultAnswer(fault.number(), fault.kind().name().toLowerCase(Locale.ROOT));
        }
    }
}
