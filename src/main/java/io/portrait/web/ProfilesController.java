package io.portrait.web;

import io.portrait.access.Caller;
import io.portrait.access.KeyKind;
import io.portrait.ingest.Journal;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profile;
import io.portrait.profile.Profiles;
import io.portrait.release.PrivacyPolicy;
import io.portrait.release.ReleasedProfile;
import io.portrait.release.Releases;
import io.portrait.shared.Ratings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Profiles out: exact to the owner's services, noised to everyone else. */
@RestController
@Tag(name = "Profiles")
class ProfilesController {

    private static final int MAX_PAGE = 1_000;

    private final Profiles profiles;
    private final Releases releases;
    private final Journal journal;
    private final Ratings ratings;

    ProfilesController(Profiles profiles, Releases releases, Journal journal, Ratings ratings) {
        this.profiles = profiles;
        this.releases = releases;
        this.journal = journal;
        this.ratings = ratings;
    }

    @GetMapping("/v1/profiles/{userId}")
    @Allow({KeyKind.INTERNAL, KeyKind.PARTNER, KeyKind.PUBLIC})
    @Operation(
            summary = "A profile",
            description = "Exact for `internal` keys. For `partner` and `public` keys noised: one draw per user, epoch"
                    + " and topic, so reading it again tells nothing more.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(oneOf = {ExactProfile.class, NoisedProfile.class})))
    @ApiResponse(responseCode = "404", description = "`profile-not-found`")
    ResponseEntity<Object> profile(
            @PathVariable String userId,
            @Parameter(description = "give decayed values as of this time, not of the last event (exact profiles)")
                    @RequestParam(required = false)
                    @Nullable
                    OffsetDateTime at,
            @Parameter(hidden = true) @RequestAttribute(KeyCheck.CALLER) Caller caller) {
        UserId user = Ids.user(userId);
        return caller.kind() == KeyKind.INTERNAL ? exact(user, at) : noised(user, caller.kind());
    }

    private ResponseEntity<Object> exact(UserId user, @Nullable OffsetDateTime at) {
        Profile profile = (at == null ? profiles.find(user) : profiles.find(user, at.toInstant()))
                .orElseThrow(ProfilesController::notFound);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(ExactProfile.of(profile, ratings.progress(user)));
    }

    private ResponseEntity<Object> noised(UserId user, KeyKind audience) {
        ReleasedProfile released = releases.find(user).orElseThrow(ProfilesController::notFound);
        PrivacyPolicy policy = releases.policy();
        return ResponseEntity.ok()
                .eTag(released.version())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(NoisedProfile.of(user, audience, released, policy));
    }

    @GetMapping("/v1/profiles/{userId}/parameters")
    @Allow(KeyKind.INTERNAL)
    @Operation(summary = "What the learners hold about a user, with where it comes from")
    ParametersAnswer parameters(@PathVariable String userId) {
        UserId user = Ids.user(userId);
        return ParametersAnswer.of(profiles.find(user).orElseThrow(ProfilesController::notFound));
    }

    @GetMapping("/v1/profiles/{userId}/events")
    @Allow(KeyKind.INTERNAL)
    @Operation(summary = "A user's events, newest first", description = "`next` is the `before` of the next page.")
    EventsAnswer events(
            @PathVariable String userId,
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @RequestParam(defaultValue = "100") int limit) {
        UserId user = Ids.user(userId);
        Pages.requireLimit(limit, MAX_PAGE);
        List<EventAnswer> page = journal.history(user, before, limit).stream()
                .map(EventAnswer::of)
                .toList();
        if (page.isEmpty() && profiles.find(user).isEmpty()) {
            throw notFound();
        }
        return new EventsAnswer(
                page, page.size() < limit ? null : page.getLast().position());
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("profile-not-found", "there is no such profile");
    }
}
