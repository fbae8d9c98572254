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

/** The routes of the audit log. */
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
            @Parameter(description = "only entries about this person") @RequestParam(required = false) @Nullable
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
    @Bulkhead(RequestClass.AUDIT_VERIFICATION)
    @AllowedRoles(KeyRole.ADMIN)
    @Operation(
            summary = "Verify the hash chain of the audit log",
            description = "Reads the whole log. Store `last` and `hash` elsewhere from time to time: a log that was"
                    + " restored from an older state of the database has another hash at that number.")
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

            @Schema(description = "the kind of the key, or `subject`")
            String audience,

            @Schema(description = "the audited operation, or the requested route")
            String action,

            @Schema(description = "keyed hash of the user's id") @Nullable
            String subject,

            @Schema(description = "the release that was read, if any") @Nullable
            String release,

            @Schema(description = "the status of the response; missing for an operation") @Nullable
            Integer result,

            String hash) {

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
            String hash,
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
