package io.portrait.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portrait.access.consent.SubjectRateLimits;
import io.portrait.access.consent.SubjectRequest;
import io.portrait.access.consent.SubjectRequests;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The routes of data subject requests from other systems, in the format of OpenDSR. */
@RestController
@Tag(name = "Rights")
class SubjectRequestsController {

    private static final String USER_IDENTITY_TYPE = "controller_customer_id";

    private final SubjectRequests requests;
    private final PersonIdCheck personIds;
    private final SubjectRateLimits limits;

    SubjectRequestsController(SubjectRequests requests, PersonIdCheck personIds, SubjectRateLimits limits) {
        this.requests = requests;
        this.personIds = personIds;
        this.limits = limits;
    }

    @PostMapping("/v1/dsr")
    @AllowedRoles(KeyRole.ADMIN)
    @Operation(
            summary = "Submit a data subject request",
            description =
                    "The request is executed at once; only an erasure may take longer than the response. Repeating a"
                            + " `subject_request_id` returns the first request and has no effect.")
    @ApiResponse(responseCode = "201", description = "Accepted; `Location` has its status")
    @ApiResponse(responseCode = "429", description = "`subject-rate-limited`")
    ResponseEntity<SubjectRequestResponse> post(
            @Valid @RequestBody NewSubjectRequest request,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        @Nullable String id = request.checkedId();
        UserId user = personIds.requireNoPlaceholder(request.user());
        if (id == null || requests.find(id).isEmpty()) {
            limits.take(request.kind(), user);
        }
        SubjectRequest accepted = requests.execute(id, request.kind(), user, caller);
        return ResponseEntity.created(URI.create("/v1/dsr" + IdParameters.pathOrQuery("id", accepted.id(), "")))
                .body(SubjectRequestResponse.of(accepted));
    }

    @GetMapping("/v1/dsr/{id}")
    @AllowedRoles(KeyRole.ADMIN)
    @Operation(summary = "The status of a data subject request")
    SubjectRequestResponse get(@PathVariable String id) {
        return requests.find(id)
                .map(SubjectRequestResponse::of)
                .orElseThrow(() -> ProblemCode.REQUEST_NOT_FOUND.problem("there is no such request"));
    }

    record NewSubjectRequest(
            @JsonProperty("subject_request_id") @Size(min = 1, max = 128) @Nullable
            String id,

            @Schema(allowableValues = {"access", "portability", "erasure", "restriction", "objection"})
            @JsonProperty("subject_request_type")
            @NotNull
            String type,

            @JsonProperty("subject_identities") @Size(min = 1, max = 1) @NotNull @Valid
            List<SubjectIdentityRequest> identities) {

        @Nullable
        String checkedId() {
            return id == null ? null : IdParameters.request(id);
        }

        SubjectRequest.SubjectRequestType kind() {
            try {
                return SubjectRequest.SubjectRequestType.valueOf(type.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw ProblemCode.INVALID_REQUEST_TYPE.problem("the subject_request_type is not supported");
            }
        }

        UserId user() {
            SubjectIdentityRequest identity = identities.getFirst();
            if (!identity.type().equals(USER_IDENTITY_TYPE)) {
                throw ProblemCode.INVALID_IDENTITY_TYPE.problem(
                        "the only supported identity_type is '%s'".formatted(USER_IDENTITY_TYPE));
            }
            return IdParameters.user(identity.value());
        }
    }

    @Schema(name = "SubjectIdentity")
    record SubjectIdentityRequest(
            @Schema(allowableValues = USER_IDENTITY_TYPE) @JsonProperty("identity_type") @NotNull
            String type,

            @Schema(description = "the user's id") @JsonProperty("identity_value") @NotNull
            String value) {}

    @Schema(name = "SubjectRequest")
    record SubjectRequestResponse(
            @JsonProperty("controller_id") String controller,
            @JsonProperty("subject_request_id") String id,
            @JsonProperty("subject_request_type") String type,

            @Schema(allowableValues = {"in_progress", "completed"}) @JsonProperty("request_status")
            String status,

            @JsonProperty("received_time") Instant receivedAt,
            @JsonProperty("expected_completion_time") Instant expectedAt,
            @JsonProperty("completed_time") @Nullable Instant completedAt,

            @Schema(description = "the path of the export") @JsonProperty("results_url") @Nullable
            String results) {

        private static final Duration EXPECTED = Duration.ofMinutes(1);

        static SubjectRequestResponse of(SubjectRequest request) {
            return new SubjectRequestResponse(
                    "portrait",
                    request.id(),
                    request.type().label(),
                    request.isDone() ? "completed" : "in_progress",
                    request.receivedAt(),
                    request.receivedAt().plus(EXPECTED),
                    request.completedAt(),
                    results(request));
        }

        private static @Nullable String results(SubjectRequest request) {
            if (request.user() == null) {
                return null;
            }
            String export = "/v1/subjects"
                    + IdParameters.pathOrQuery("userId", request.user().value(), "/export");
            String format = export + (export.contains("?") ? "&" : "?") + "format=";
            return switch (request.type()) {
                case ACCESS -> format + "json";
                case PORTABILITY -> format + "ndjson";
                case ERASURE, RESTRICTION, OBJECTION -> null;
            };
        }
    }
}
