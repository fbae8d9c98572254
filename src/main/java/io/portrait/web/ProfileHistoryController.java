package io.portrait.web;

import io.portrait.access.consent.Consents;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profile;
import io.portrait.profile.ProfileHistory;
import io.portrait.profile.ProfileHistory.HistoryOutcome;
import io.portrait.profile.Profiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A profile as it goes on, and as it has come to be. */
@RestController
@Tag(name = "Profiles")
class ProfileHistoryController {

    private final ExactProfileAssembler exactProfiles;
    private final Profiles profiles;
    private final ProfileHistory history;
    private final ProfileStreams streams;
    private final Consents consents;
    private final RestrictionCheck restrictionCheck;
    private final Clock clock;

    ProfileHistoryController(
            ExactProfileAssembler exactProfiles,
            Profiles profiles,
            ProfileHistory history,
            ProfileStreams streams,
            Consents consents,
            RestrictionCheck restrictionCheck,
            Clock clock) {
        this.exactProfiles = exactProfiles;
        this.profiles = profiles;
        this.history = history;
        this.streams = streams;
        this.consents = consents;
        this.restrictionCheck = restrictionCheck;
        this.clock = clock;
    }

    @GetMapping("/v1/profiles/{userId}/stream")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.SUBJECT})
    @Operation(
            summary = "A profile whenever it changes, as server-sent events",
            description = "`profile` events hold what `GET /v1/profiles/{userId}` answers, the first one at once."
                    + " `gone` says that there is no profile (any more), and ends the stream. A stream lasts five"
                    + " minutes; then ask again.")
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
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        UserId user = IdParameters.user(userId);
        requireUnrestricted(user, caller);
        if (profiles.find(user).isEmpty()) {
            throw ProblemException.profileNotFound();
        }
        return streams.open(user, () -> visibleProfile(user, caller));
    }

    private void requireUnrestricted(UserId user, Caller caller) {
        if (caller.role() == KeyRole.INTERNAL) {
            restrictionCheck.requireUnrestricted(user);
        }
    }

    private Optional<ExactProfileResponse> visibleProfile(UserId user, Caller caller) {
        boolean hidden = caller.role() == KeyRole.INTERNAL && consents.isProcessingRestricted(user);
        return hidden ? Optional.empty() : profiles.find(user).map(exactProfiles::assemble);
    }

    @GetMapping("/v1/profiles/{userId}/history")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.SUBJECT})
    @Operation(
            summary = "A profile over time",
            description = "Computed from the journal: the profile as of each time, from the events that had happened."
                    + " Without `from` it begins with the first event, without `to` it ends now, without `step` it has"
                    + " about a hundred points; a thousand at most.")
    @ApiResponse(responseCode = "200", description = "Interests and losses over time")
    @ApiResponse(responseCode = "404", description = "`profile-not-found`")
    @ApiResponse(responseCode = "422", description = "`history-too-long`")
    ResponseEntity<ProfileHistoryResponse> history(
            @PathVariable String userId,
            @RequestParam(required = false) @Nullable OffsetDateTime from,
            @RequestParam(required = false) @Nullable OffsetDateTime to,
            @Parameter(description = "ISO 8601", schema = @Schema(type = "string", example = "PT6H"))
                    @RequestParam(required = false)
                    @Nullable
                    Duration step,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        UserId user = IdParameters.user(userId);
        requireUnrestricted(user, caller);
        Profile profile = profiles.find(user).orElseThrow(ProblemException::profileNotFound);
        Instant end = to == null ? clock.instant() : to.toInstant();
        Instant begin = from == null ? defaultBegin(profile, end) : from.toInstant();
        HistoryPeriod period =
                new HistoryPeriod(begin, end, step == null ? HistoryPeriod.defaultStep(begin, end) : step);
        return switch (history.profilesAt(user, period.times())) {
            case HistoryOutcome.ComputedProfiles(var computed) ->
                ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(ProfileHistoryResponse.of(period, computed));
            case HistoryOutcome.UnknownUser unknown -> throw ProblemException.profileNotFound();
            case HistoryOutcome.TooManyEvents(int limit) -> throw historyTooLong(limit);
        };
    }

    private static Instant defaultBegin(Profile profile, Instant end) {
        Instant first = profile.activity().firstEventAt().minusSeconds(1);
        return first.isBefore(end) ? first : end.minusSeconds(1);
    }

    private static ProblemException historyTooLong(int limit) {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "history-too-long",
                "a history is computed of %d events at most (portrait.profiles.max-history)".formatted(limit));
    }
}
