package io.portrait.web;

import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profile;
import io.portrait.profile.ProfileHistory;
import io.portrait.profile.ProfileHistory.HistoryOutcome;
import io.portrait.profile.Profiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The route of a profile's history, which is computed from the journal. */
@RestController
@Tag(name = "Profiles")
class ProfileHistoryController {

    private final Profiles profiles;
    private final ProfileHistory history;
    private final RestrictionCheck restrictionCheck;
    private final Clock clock;

    ProfileHistoryController(
            Profiles profiles, ProfileHistory history, RestrictionCheck restrictionCheck, Clock clock) {
        this.profiles = profiles;
        this.history = history;
        this.restrictionCheck = restrictionCheck;
        this.clock = clock;
    }

    @GetMapping("/v1/profiles/{userId}/history")
    @Bulkhead(RequestClass.HISTORY)
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.SUBJECT})
    @Operation(
            summary = "A profile over time",
            description =
                    "Computed from the journal: the profile as of each time, from the events until then. Defaults:"
                            + " `from` is the first event, `to` is now, and `step` gives about a hundred times. There may"
                            + " be a thousand times.")
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
        restrictionCheck.requireUnrestricted(user, caller);
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
            case HistoryOutcome.TooManyEvents(int limit) -> throw PastProfiles.historyTooLong(limit);
        };
    }

    private static Instant defaultBegin(Profile profile, Instant end) {
        @Nullable Instant first = profile.activity().firstEventAt();
        return first != null && first.isBefore(end) ? first.minusSeconds(1) : end.minusSeconds(1);
    }
}
