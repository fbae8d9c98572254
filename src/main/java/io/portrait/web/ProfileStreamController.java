package io.portrait.web;

import io.portrait.access.consent.Consents;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The route that streams a profile and its changes as server-sent events. */
@RestController
@Tag(name = "Profiles")
class ProfileStreamController {

    private final Profiles profiles;
    private final ExactProfileAssembler exactProfiles;
    private final ProfileStreams streams;
    private final Consents consents;
    private final RestrictionCheck restrictionCheck;
    private final RequestAuthentication authentication;

    ProfileStreamController(
            Profiles profiles,
            ExactProfileAssembler exactProfiles,
            ProfileStreams streams,
            Consents consents,
            RestrictionCheck restrictionCheck,
            RequestAuthentication authentication) {
        this.profiles = profiles;
        this.exactProfiles = exactProfiles;
        this.streams = streams;
        this.consents = consents;
        this.restrictionCheck = restrictionCheck;
        this.authentication = authentication;
    }

    @GetMapping("/v1/profiles/{userId}/stream")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.SUBJECT})
    @Operation(
            summary = "A profile and its changes, as server-sent events",
            description =
                    "`profile` events contain the response of `GET /v1/profiles/{userId}`; the first comes at once."
                            + " `gone` means that there is no profile (any more), and ends the stream. A stream ends after"
                            + " five minutes, or when its key or token ends; then open a new one.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = ExactProfileResponse.class)))
    @ApiResponse(responseCode = "404", description = "`profile-not-found`")
    @ApiResponse(responseCode = "429", description = "`too-many-streams`")
    SseEmitter stream(
            @PathVariable String userId,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller,
            HttpServletRequest request) {
        UserId user = IdParameters.user(userId);
        restrictionCheck.requireUnrestricted(user, caller);
        if (profiles.find(user).isEmpty()) {
            throw ProblemException.profileNotFound();
        }
        String credential = KeyAuthenticationFilter.credentialIn(request).orElseThrow();
        return streams.open(new ProfileStreams.StreamRequest(
                user,
                caller,
                () -> visibleProfile(user, caller),
                () -> authentication.isStillValid(credential, caller)));
    }

    private Optional<ExactProfileResponse> visibleProfile(UserId user, Caller caller) {
        if (caller.role() != KeyRole.INTERNAL) {
            return profiles.find(user).map(exactProfiles::assembleForPerson);
        }
        return consents.isProcessingRestricted(user)
                ? Optional.empty()
                : profiles.find(user).map(exactProfiles::assemble);
    }
}
