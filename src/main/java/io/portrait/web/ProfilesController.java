package io.portrait.web;

import io.portrait.access.Caller;
import io.portrait.access.KeyKind;
import io.portrait.access.Purpose;
import io.portrait.access.Standings;
import io.portrait.feature.TopicWeight;
import io.portrait.ingest.Journal;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profile;
import io.portrait.profile.ProfileHistory;
import io.portrait.profile.Profiles;
import io.portrait.release.Audience;
import io.portrait.release.PrivacyPolicy;
import io.portrait.release.ReleasedProfile;
import io.portrait.release.Releases;
import io.portrait.segment.Segment;
import io.portrait.segment.Segments;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
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
    private static final Set<KeyKind> SEES_EXACT = Set.of(KeyKind.INTERNAL, KeyKind.SUBJECT);

    private final Profiles profiles;
    private final Releases releases;
    private final Segments segments;
    private final Journal journal;
    private final ProfileHistory history;
    private final ExactProfiles exactProfiles;
    private final Standings standings;
    private final Resting resting;

    ProfilesController(
            Profiles profiles,
            Releases releases,
            Segments segments,
            Journal journal,
            ProfileHistory history,
            ExactProfiles exactProfiles,
            Standings standings,
            Resting resting) {
        this.profiles = profiles;
        this.releases = releases;
        this.segments = segments;
        this.journal = journal;
        this.history = history;
        this.exactProfiles = exactProfiles;
        this.standings = standings;
        this.resting = resting;
    }

    @GetMapping("/v1/profiles/{userId}")
    @Allow({KeyKind.INTERNAL, KeyKind.PARTNER, KeyKind.PUBLIC, KeyKind.SUBJECT})
    @Operation(
            summary = "A profile",
            description =
                    "Exact for `internal` keys and the person's own tokens. For `partner` and `public` keys noised, the"
                            + " latter more: one draw per user, epoch and topic, so reading it again tells nothing more."
                            + " Who may read the exact profile may also ask for what an `audience` is given of it.")
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
            @Parameter(description = "show what these readers are given (internal keys and the person)")
                    @Schema(allowableValues = {"partner", "public"})
                    @RequestParam(required = false)
                    @Nullable
                    String audience,
            @Parameter(hidden = true) @RequestAttribute(KeyCheck.CALLER) Caller caller) {
        UserId user = Ids.user(userId);
        if (!SEES_EXACT.contains(caller.kind())) {
            return noised(user, audience(caller.kind()));
        }
        if (audience == null) {
            return exact(caller.kind() == KeyKind.INTERNAL ? inUse(user, at) : own(user, at));
        }
        if (caller.kind() == KeyKind.INTERNAL) {
            resting.requireInUse(user);
        }
        return noised(user, audience(audience));
    }

    private static Audience audience(String label) {
        return Arrays.stream(Audience.values())
                .filter(audience -> audience.label().equals(label))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest(
                        "invalid-audience", "audience must be partner or public, is " + label));
    }

    private Optional<Profile> own(UserId user, @Nullable OffsetDateTime at) {
        return at == null ? profiles.find(user) : profiles.find(user, at.toInstant());
    }

    /** Asks why only where there is none: of all reads it is this one that must be fast. */
    private Optional<Profile> inUse(UserId user, @Nullable OffsetDateTime at) {
        Optional<Profile> profile = at == null ? profiles.findInUse(user) : profiles.findInUse(user, at.toInstant());
        if (profile.isEmpty()) {
            resting.requireInUse(user);
        }
        return profile;
    }

    private ResponseEntity<Object> exact(Optional<Profile> found) {
        Profile profile = found.orElseThrow(ProblemException::noSuchProfile);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(exactProfiles.of(profile));
    }

    @GetMapping("/v1/profiles")
    @Allow(KeyKind.INTERNAL)
    @Operation(
            summary = "The profiles of a segment, by user id",
            description = "`cursor` of an answer asks for the next page; it is missing on the last one. A page may be"
                    + " shorter than asked for, or empty, and not be the last: one request looks at 10,000 profiles.")
    @ApiResponse(responseCode = "404", description = "`segment-not-found`")
    ResponseEntity<ProfilesAnswer> inSegment(
            @RequestParam String segment,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Pages.requireLimit(limit, MAX_PAGE);
        Segment wanted = segments.find(segment).orElseThrow(SegmentsController::notFound);
        Segments.Page page = segments.page(wanted, Optional.ofNullable(cursor).map(Ids::user), limit);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new ProfilesAnswer(
                        page.profiles().stream()
                                .filter(profile -> !standings.isAtRest(profile.user()))
                                .map(exactProfiles::of)
                                .toList(),
                        page.next().map(UserId::value).orElse(null)));
    }

    record ProfilesAnswer(
            List<ExactProfile> profiles, @Nullable String cursor) {}

    private static Audience audience(KeyKind kind) {
        return kind == KeyKind.PARTNER ? Audience.PARTNER : Audience.PUBLIC;
    }

    private ResponseEntity<Object> noised(UserId user, Audience audience) {
        ReleasedProfile released = releases.find(user, audience)
                .filter(found -> standings.of(user).permits(Purpose.SHARING))
                .orElseThrow(ProblemException::noSuchProfile);
        PrivacyPolicy policy = releases.policy();
        return ResponseEntity.ok()
                .eTag(released.version())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.AUTHORIZATION)
                .body(NoisedProfile.of(user, released, policy));
    }

    @GetMapping("/v1/profiles/{userId}/parameters")
    @Allow(KeyKind.INTERNAL)
    @Operation(summary = "What the learners hold about a user, with where it comes from")
    ParametersAnswer parameters(@PathVariable String userId) {
        UserId user = Ids.user(userId);
        resting.requireInUse(user);
        return ParametersAnswer.of(profiles.find(user).orElseThrow(ProblemException::noSuchProfile));
    }

    @GetMapping("/v1/profiles/{userId}/events")
    @Allow({KeyKind.INTERNAL, KeyKind.SUBJECT})
    @Operation(summary = "A user's events, newest first", description = "`next` is the `before` of the next page.")
    EventsAnswer events(
            @PathVariable String userId,
            @RequestParam(defaultValue = Pages.FROM_THE_NEWEST) long before,
            @RequestParam(defaultValue = "100") int limit,
            @Parameter(hidden = true) @RequestAttribute(KeyCheck.CALLER) Caller caller) {
        UserId user = Ids.user(userId);
        if (caller.kind() == KeyKind.INTERNAL) {
            resting.requireInUse(user);
        }
        Pages.requireLimit(limit, MAX_PAGE);
        List<JournalEntry> entries = journal.history(user, before, limit);
        Map<Long, List<TopicWeight>> evidence = history.evidence(entries);
        List<EventAnswer> page = entries.stream()
                .map(entry -> EventAnswer.of(entry, evidence.getOrDefault(entry.position(), List.of())))
                .toList();
        if (page.isEmpty() && profiles.find(user).isEmpty()) {
            throw ProblemException.noSuchProfile();
        }
        return new EventsAnswer(
                page, page.size() < limit ? null : page.getLast().position());
    }
}
