package io.portrait.web;

import io.portrait.access.Caller;
import io.portrait.access.KeyKind;
import io.portrait.access.Standings;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profile;
import io.portrait.profile.ProfileHistory;
import io.portrait.profile.ProfileHistory.Outcome;
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
class ProfileCourseController {

    private final ExactProfiles exact;
    private final Profiles profiles;
    private final ProfileHistory history;
    private final ProfileStreams streams;
    private final Standings standings;
    private final Resting resting;
    private final Clock clock;

    ProfileCourseController(
            ExactProfiles exact,
            Profiles profiles,
            ProfileHistory history,
            ProfileStreams streams,
            Standings standings,
            Resting resting,
            Clock clock) {
        this.exact = exact;
        this.profiles = profiles;
        this.history = history;
        this.streams = streams;
        this.standings = standings;
        this.resting = resting;
        this.clock = clock;
    }

    @GetMapping("/v1/profiles/{userId}/stream")
    @Allow({KeyKind.INTERNAL, KeyKind.SUBJECT})
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
                            schema = @Schema(implementation = ExactProfile.class)))
    @ApiResponse(responseCode = "404", description = "`profile-not-found`")
    @ApiResponse(responseCode = "429", description = "`too-many-streams`")
    SseEmitter stream(
            @PathVariable String userId, @Parameter(hidden = true) @RequestAttribute(KeyCheck.CALLER) Caller caller) {
        UserId user = Ids.user(userId);
        requireInUse(user, caller);
        if (profiles.find(user).isEmpty()) {
            throw ProblemException.noSuchProfile();
        }
        return streams.open(user, () -> shown(user, caller));
    }

    private void requireInUse(UserId user, Caller caller) {
        if (caller.kind() == KeyKind.INTERNAL) {
            resting.requireInUse(user);
        }
    }

    private Optional<ExactProfile> shown(UserId user, Caller caller) {
        boolean hidden = caller.kind() == KeyKind.INTERNAL && standings.isAtRest(user);
        return hidden ? Optional.empty() : profiles.find(user).map(exact::of);
    }

    @GetMapping("/v1/profiles/{userId}/history")
    @Allow({KeyKind.INTERNAL, KeyKind.SUBJECT})
    @Operation(
            summary = "A profile over time",
            description = "Computed from the journal: the profile as of each time, from the events that had happened."
                    + " Without `from` it begins with the first event, without `to` it ends now, without `step` it has"
                    + " about a hundred points; a thousand at most.")
    @ApiResponse(responseCode = "200", description = "Interests and losses over time")
    @ApiResponse(responseCode = "404", description = "`profile-not-found`")
    @ApiResponse(responseCode = "422", description = "`history-too-long`")
    ResponseEntity<HistoryAnswer> history(
            @PathVariable String userId,
            @RequestParam(required = false) @Nullable OffsetDateTime from,
            @RequestParam(required = false) @Nullable OffsetDateTime to,
            @Parameter(description = "ISO 8601", schema = @Schema(type = "string", example = "PT6H"))
                    @RequestParam(required = false)
                    @Nullable
                    Duration step,
            @Parameter(hidden = true) @RequestAttribute(KeyCheck.CALLER) Caller caller) {
        UserId user = Ids.user(userId);
        requireInUse(user, caller);
        Profile profile = profiles.find(user).orElseThrow(ProblemException::noSuchProfile);
        Instant end = to == null ? clock.instant() : to.toInstant();
        Instant begin = from == null ? firstBefore(profile, end) : from.toInstant();
        HistoryPeriod period = new HistoryPeriod(begin, end, step == null ? HistoryPeriod.usualStep(begin, end) : step);
        return switch (history.at(user, period.times())) {
            case Outcome.Computed(var computed) ->
                ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(HistoryAnswer.of(period, computed));
            case Outcome.Unknown unknown -> throw ProblemException.noSuchProfile();
            case Outcome.TooLong(int limit) -> throw tooLong(limit);
        };
    }

    private static Instant firstBefore(Profile profile, Instant end) {
        Instant first = profile.activity().firstEventAt().minusSeconds(1);
        return first.isBefore(end) ? first : end.minusSeconds(1);
    }

    private static ProblemException tooLong(int limit) {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "history-too-long",
                "a history is computed of %d events at most (portrait.profiles.max-history)".formatted(limit));
    }
}
