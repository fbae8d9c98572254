package io.portrait.web;

import io.portrait.access.audit.AuditEntry;
import io.portrait.access.audit.AuditReader;
import io.portrait.access.audit.AuditReader.ChainFault;
import io.portrait.access.audit.AuditReader.ChainVerification;
import io.portrait.kernel.KeyRole;
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

    private final AuditReader auditReader;

    AuditController(AuditReader trail) {
        this.auditReader = trail;
    }

    @GetMapping("/v1/audit")
    @AllowedRoles(KeyRole.ADMIN)
    @Operation(summary = "The audit log, newest first", description = "`next` is the `before` of the next page.")
    AuditPageResponse list(
            @Parameter(description = "only what concerns this person") @RequestParam(required = false) @Nullable
                    String userId,
            @RequestParam(defaultValue = Paging.FIRST_PAGE) long before,
            @RequestParam(defaultValue = "100") int limit) {
        Paging.requireLimit(limit, MAX_PAGE);
        List<AuditEntryResponse> page =
                auditReader.newest(Optional.ofNullable(userId).map(IdParameters::user), before, limit).stream()
                        .map(AuditEntryResponse::of)
                        .toList();
        return new AuditPageResponse(
                page, page.size() < limit ? null : page.getLast().number());
    }

    @GetMapping("/v1/audit/verification")
    @AllowedRoles(KeyRole.ADMIN)
    @Operation(
            summary = "Whether the audit log is what was written",
            description = "Goes over all of it. Keep `last` and `seal` elsewhere from time to time: a log that was set"
                    + " back as a whole, with the database, has another seal at that number.")
    AuditVerificationResponse verify() {
        return AuditVerificationResponse.of(auditReader.verify());
    }

    record AuditPageResponse(
            List<AuditEntryResponse> entries, @Nullable Long next) {}

    @Schema(name = "AuditEntry")
    record AuditEntryResponse(
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

        static AuditEntryResponse of(AuditEntry entry) {
            return new AuditEntryResponse(
                    entry.number(),
                    entry.at(),
                    entry.actor(),
                    entry.audience(),
                    entry.action(),
                    entry.subject(),
                    entry.release().isEmpty() ? null : entry.release(),
                    entry.result() == 0 ? null : entry.result(),
                    entry.hash());
        }
    }

    record AuditVerificationResponse(
            boolean intact,
            long first,
            long last,
            String seal,
            @Nullable AuditFaultResponse fault) {

        static AuditVerificationResponse of(ChainVerification verification) {
            return new AuditVerificationResponse(
                    verification.fault().isEmpty(),
                    verification.firstNumber(),
                    verification.lastNumber(),
                    verification.lastHash(),
                    verification.fault().map(AuditFaultResponse::of).orElse(null));
        }
    }

    @Schema(name = "AuditFault")
    record AuditFaultResponse(
            long number,

            @Schema(allowableValues = {"altered", "missing", "ends_altered"})
            String kind) {

        static AuditFaultResponse of(ChainFault fault) {
            return new AuditFaultResponse(fault.number(), fault.kind().name().toLowerCase(Locale.ROOT));
        }
    }
}
