package io.portrait.web;

import io.portrait.access.auth.SubjectTokens;
import io.portrait.access.consent.ConsentChange;
import io.portrait.access.consent.ConsentPurpose;
import io.portrait.access.consent.ConsentState;
import io.portrait.access.consent.Consents;
import io.portrait.access.consent.Erasures;
import io.portrait.access.consent.SubjectRateLimits;
import io.portrait.access.consent.SubjectRequest;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of the rights of data subjects: token, erasure, export, consent, restriction. */
@RestController
@Tag(name = "Rights")
class SubjectsController {

    private final SubjectTokens tokens;
    private final Erasures erasures;
    private final Consents consents;
    private final SubjectRateLimits limits;
    private final SubjectExport export;
    private final ExportSpool spool;

    SubjectsController(
            SubjectTokens tokens,
            Erasures erasures,
            Consents consents,
            SubjectRateLimits limits,
            SubjectExport export,
            ExportSpool spool) {
        this.tokens = tokens;
        this.erasures = erasures;
        this.consents = consents;
        this.limits = limits;
        this.export = export;
        this.spool = spool;
    }

    @PostMapping("/v1/subjects/{userId}/tokens")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.ADMIN})
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Create a token for a person's own access",
            description = "Short-lived, used like a key. The caller must have authenticated the person.")
    @ApiResponse(responseCode = "201", description = "The token")
    @ApiResponse(responseCode = "409", description = "`link-not-confirmed`")
    SubjectTokenResponse token(@PathVariable String userId) {
        SubjectTokens.IssuedToken issued = tokens.issue(IdParameters.user(userId))
                .orElseThrow(
                        () -> ProblemCode.LINK_NOT_CONFIRMED.problem("a client has linked the id to a person; confirm"
                                + " it with POST /v1/profiles/{userId}/aliases, or request a token for the user id"));
        return new SubjectTokenResponse(issued.token(), issued.expiresAt());
    }

    @DeleteMapping("/v1/subjects/{userId}")
    @AllowedRoles({KeyRole.SUBJECT, KeyRole.ADMIN})
    @Operation(
            summary = "Erase a person",
            description =
                    "Deletes everything that is stored about the person. Later events are suppressed until the person"
                            + " consents again.")
    @ApiResponse(responseCode = "204", description = "Erased")
    @ApiResponse(responseCode = "429", description = "`subject-rate-limited`")
    @ApiResponse(
            responseCode = "202",
            description =
                    "Events are suppressed, and the deletion follows; repeat the request, or see `GET /v1/dsr/{id}`",
            content =
                    @Content(schema = @Schema(implementation = SubjectRequestsController.SubjectRequestResponse.class)))
    ResponseEntity<Object> erase(
            @PathVariable String userId,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        UserId user = IdParameters.user(userId);
        limits.takeErasure(user);
        SubjectRequest erasure = erasures.erase(user, caller);
        return erasure.isDone()
                ? ResponseEntity.noContent().build()
                : ResponseEntity.accepted().body(SubjectRequestsController.SubjectRequestResponse.of(erasure));
    }

    @GetMapping("/v1/subjects/{userId}/export")
    @AllowedRoles({KeyRole.SUBJECT, KeyRole.ADMIN})
    @Operation(
            summary = "Everything that is stored about a person",
            description =
                    "One snapshot, with the purposes, the retention and the logic of the profiling. `records` are the"
                            + " stored rows; `profile` and `parameters` are their readable form. The data of the"
                            + " person in the global models depends on other persons and is only in exports for `admin`"
                            + " keys. A person has one export at a time.")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(type = "object")),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string"))
            })
    @ApiResponse(responseCode = "409", description = "`export-running`")
    @ApiResponse(responseCode = "422", description = "`export-too-large`")
    @ApiResponse(responseCode = "429", description = "`too-many-exports`")
    void export(
            @PathVariable String userId,
            @Parameter(
                            description = "`json`, or `ndjson` for one line per record",
                            schema =
                                    @Schema(
                                            allowableValues = {"json", "ndjson"},
                                            defaultValue = "json"))
                    @RequestParam(defaultValue = "json")
                    String format,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller,
            HttpServletResponse response)
            throws IOException {
        UserId user = IdParameters.user(userId);
        KeyRole role = caller.role();
        switch (format) {
            case "json" ->
                spool.send(user, MediaType.APPLICATION_JSON, file -> export.writeJson(user, role, file), response);
            case "ndjson" ->
                spool.send(user, MediaType.APPLICATION_NDJSON, file -> export.writeNdjson(user, role, file), response);
            default -> throw ProblemCode.BAD_REQUEST.problem("format must be one of [json, ndjson]");
        }
    }

    @GetMapping("/v1/subjects/{userId}/consent")
    @AllowedRoles({KeyRole.SUBJECT, KeyRole.ADMIN})
    @Operation(summary = "The consent of a person by purpose", description = "By default everything is permitted.")
    ConsentResponse consent(
            @PathVariable String userId,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        return ConsentResponse.of(consents.stateOf(IdParameters.user(userId, caller)));
    }

    @PutMapping("/v1/subjects/{userId}/consent")
    @AllowedRoles({KeyRole.SUBJECT, KeyRole.ADMIN})
    @Operation(
            summary = "Give or withdraw consent",
            description =
                    "Other purposes stay unchanged. Applies to every event that arrives after the response. For an"
                            + " erased person it starts a new profile.")
    @ApiResponse(responseCode = "200", description = "The current state")
    @ApiResponse(responseCode = "409", description = "`subject-erased`")
    @ApiResponse(responseCode = "429", description = "`subject-rate-limited`")
    ConsentResponse changeConsent(
            @PathVariable String userId,
            @Valid @RequestBody ConsentRequest request,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        UserId user = IdParameters.user(userId);
        ConsentChange change = ConsentChange.of(request.parsed());
        limits.takeConsentChange(user);
        return ConsentResponse.of(consents.change(user, change, caller));
    }

    @GetMapping("/v1/subjects/{userId}/restriction")
    @AllowedRoles({KeyRole.SUBJECT, KeyRole.ADMIN})
    @Operation(summary = "Whether a person has restricted or objected to the processing")
    RestrictionResponse restriction(
            @PathVariable String userId,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        return RestrictionResponse.of(consents.stateOf(IdParameters.user(userId, caller)));
    }

    @PutMapping("/v1/subjects/{userId}/restriction")
    @AllowedRoles({KeyRole.SUBJECT, KeyRole.ADMIN})
    @Operation(
            summary = "Restrict or object to the processing, or withdraw that",
            description =
                    "While either is true, events are suppressed, neither outside readers nor the owner's services can"
                            + " read the profile, and nothing is deleted.")
    @ApiResponse(responseCode = "200", description = "The current state")
    @ApiResponse(responseCode = "409", description = "`subject-erased`")
    @ApiResponse(responseCode = "429", description = "`subject-rate-limited`")
    RestrictionResponse restrict(
            @PathVariable String userId,
            @RequestBody RestrictionRequest request,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        ConsentChange change = new ConsentChange(Map.of(), request.restricted(), request.objected());
        UserId user = IdParameters.user(userId);
        limits.takeConsentChange(user);
        return RestrictionResponse.of(consents.change(user, change, caller));
    }

    private static final List<String> PURPOSE_NAMES =
            Arrays.stream(ConsentPurpose.values()).map(ConsentPurpose::label).toList();

    record SubjectTokenResponse(String token, Instant expiresAt) {}

    record ConsentRequest(
            @Schema(
                    description = "by purpose: `personalisation`, `ads`, `risk`, `sharing`",
                    example = "{\"ads\": false}")
            @NotNull
            Map<String, @Nullable Boolean> purposes) {

        Map<ConsentPurpose, Boolean> parsed() {
            Map<ConsentPurpose, Boolean> parsed = new EnumMap<>(ConsentPurpose.class);
            purposes.forEach((name, permitted) -> parsed.put(purpose(name), requireBoolean(name, permitted)));
            return parsed;
        }

        private static ConsentPurpose purpose(String name) {
            for (ConsentPurpose purpose : ConsentPurpose.values()) {
                if (purpose.label().equals(name)) {
                    return purpose;
                }
            }
            throw ProblemCode.INVALID_PURPOSE.problem("a purpose must be one of " + PURPOSE_NAMES);
        }

        private static boolean requireBoolean(String name, @Nullable Boolean permitted) {
            if (permitted == null) {
                throw ProblemCode.BAD_REQUEST.problem("'%s' must be true or false".formatted(name));
            }
            return permitted;
        }
    }

    record ConsentResponse(Map<String, Boolean> purposes) {

        static ConsentResponse of(ConsentState consent) {
            Map<String, Boolean> purposes = new TreeMap<>();
            for (ConsentPurpose purpose : ConsentPurpose.values()) {
                purposes.put(purpose.label(), consent.permitted().contains(purpose));
            }
            return new ConsentResponse(purposes);
        }
    }

    record RestrictionRequest(
            @Nullable Boolean restricted, @Nullable Boolean objected) {}

    record RestrictionResponse(boolean restricted, boolean objected) {

        static RestrictionResponse of(ConsentState consent) {
            return new RestrictionResponse(consent.restricted(), consent.objected());
        }
    }
}
