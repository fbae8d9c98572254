package io.portrait.web;

import io.portrait.access.consent.ConsentPurpose;
import io.portrait.access.consent.Consents;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profile;
import io.portrait.profile.Profiles;
import io.portrait.profile.segment.Segment;
import io.portrait.profile.segment.SegmentRegistry;
import io.portrait.release.Audience;
import io.portrait.release.ReleasedProfile;
import io.portrait.release.ReleasedProfiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes of profiles: exact for the owner's services and the person, noisy for outside readers. */
@RestController
@Tag(name = "Profiles")
class ProfilesController {

    private static final int MAX_PAGE = 1_000;

    /** An id that nobody has. */
    private static final UserId NOBODY = new UserId(UUID.randomUUID().toString());

    private static final Set<KeyRole> EXACT_PROFILE_ROLES = Set.of(KeyRole.INTERNAL, KeyRole.SUBJECT);

    private final Profiles profiles;
    private final ReleasedProfiles releases;
    private final SegmentRegistry segments;
    private final ExactProfileAssembler exactProfiles;
    private final Consents consents;
    private final RestrictionCheck restrictionCheck;
    private final PastProfiles pastProfiles;

    ProfilesController(
            Profiles profiles,
            ReleasedProfiles releases,
            SegmentRegistry segments,
            ExactProfileAssembler exactProfiles,
            Consents consents,
            RestrictionCheck restrictionCheck,
            PastProfiles pastProfiles) {
        this.profiles = profiles;
        this.releases = releases;
        this.segments = segments;
        this.exactProfiles = exactProfiles;
        this.consents = consents;
        this.restrictionCheck = restrictionCheck;
        this.pastProfiles = pastProfiles;
    }

    @GetMapping("/v1/profiles/{userId}")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.PARTNER, KeyRole.PUBLIC, KeyRole.SUBJECT})
    @Operation(
            summary = "A profile",
            description = "Exact for `internal` keys and tokens of the person. Noisy for `partner` keys and, with more"
                    + " noise, for `public` keys: one draw per user, epoch and topic, so reading again reveals"
                    + " nothing more. Callers that may read the exact profile may also request the one of an"
                    + " `audience`.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(oneOf = {ExactProfileResponse.class, NoisyProfileResponse.class})))
    @ApiResponse(responseCode = "400", description = "`invalid-time`")
    @ApiResponse(responseCode = "404", description = "`profile-not-found`")
    @ApiResponse(responseCode = "422", description = "`history-too-long`")
    ResponseEntity<Object> profile(
            @PathVariable String userId,
            @Parameter(
                            description =
                                    "the time of the profile; default: the last event (exact profiles). A time before the last"
                                            + " event gives the profile that the events until then make")
                    @RequestParam(required = false)
                    @Nullable
                    OffsetDateTime at,
            @Parameter(description = "the profile that these readers get (internal keys and the person)")
                    @Schema(allowableValues = {"partner", "public"})
                    @RequestParam(required = false)
                    @Nullable
                    String audience,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        UserId user = IdParameters.user(userId);
        if (!EXACT_PROFILE_ROLES.contains(caller.role())) {
            return noisy(user, audience(caller.role()));
        }
        if (audience == null) {
            return exact(
                    caller.role() == KeyRole.INTERNAL
                            ? findUnrestricted(user, at).map(exactProfiles::assemble)
                            : find(user, at).map(exactProfiles::assembleForPerson));
        }
        restrictionCheck.requireUnrestricted(user, caller);
        return noisy(user, audience(audience));
    }

    private static Audience audience(String label) {
        return Arrays.stream(Audience.values())
                .filter(audience -> audience.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () -> ProblemCode.INVALID_AUDIENCE.problem("audience must be partner or public, is " + label));
    }

    private Optional<Profile> find(UserId user, @Nullable OffsetDateTime at) {
        return at == null
                ? profiles.find(user)
                : profiles.find(user, at.toInstant()).map(profile -> pastProfiles.at(profile, at.toInstant()));
    }

    /** The unrestricted profile. The restriction is read separately only if there is none, because this route must be fast. */
    private Optional<Profile> findUnrestricted(UserId user, @Nullable OffsetDateTime at) {
        Optional<Profile> profile = at == null
                ? profiles.findUnrestricted(user)
                : profiles.findUnrestricted(user, at.toInstant())
                        .map(current -> pastProfiles.at(current, at.toInstant()));
        if (profile.isEmpty()) {
            restrictionCheck.requireUnrestricted(user);
        }
        return profile;
    }

    private static ResponseEntity<Object> exact(Optional<ExactProfileResponse> found) {
        ExactProfileResponse profile = found.orElseThrow(ProblemException::profileNotFound);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(profile);
    }

    @GetMapping("/v1/profiles")
    @Audited
    @Bulkhead(RequestClass.BULK_READ)
    @AllowedRoles(KeyRole.INTERNAL)
    @Operation(
            summary = "The profiles of a segment, by user id",
            description = "`cursor` of a response requests the next page; it is missing on the last page. A page may be"
                    + " shorter than `limit`, or empty, and not be the last: one request scans 10,000 profiles.")
    @ApiResponse(responseCode = "404", description = "`segment-not-found`")
    ResponseEntity<ProfilesResponse> listSegment(
            @RequestParam String segment,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit,
            HttpServletRequest request) {
        Paging.requireLimit(limit, MAX_PAGE);
        Segment definition = segments.find(segment).orElseThrow(SegmentsController::segmentNotFound);
        SegmentRegistry.SegmentMembersPage page =
                segments.members(definition, Optional.ofNullable(cursor).map(IdParameters::user), limit);
        AuditFilter.setDetail(
                request,
                "segment=%s profiles=%d".formatted(segment, page.profiles().size()));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new ProfilesResponse(
                        page.profiles().stream()
                                .filter(profile -> !consents.isProcessingRestricted(profile.user()))
                                .map(exactProfiles::assemble)
                                .toList(),
                        page.next().map(UserId::value).orElse(null)));
    }

    record ProfilesResponse(
            List<ExactProfileResponse> profiles, @Nullable String cursor) {}

    private static Audience audience(KeyRole role) {
        return role == KeyRole.PARTNER ? Audience.PARTNER : Audience.PUBLIC;
    }

    /**
     * The noised profile. For a person who does not permit sharing an id is read that nobody has, so the refusal takes the same
     * statements and the same time as for an unknown person.
     */
    private ResponseEntity<Object> noisy(UserId user, Audience audience) {
        boolean shared = consents.stateOf(user).permits(ConsentPurpose.SHARING);
        ReleasedProfile released = releases.find(shared ? user : NOBODY, audience)
                .filter(profile -> shared)
                .orElseThrow(ProblemException::profileNotFound);
        return ResponseEntity.ok()
                .eTag(released.version())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.AUTHORIZATION)
                .body(NoisyProfileResponse.of(user, released, releases.terms()));
    }

    @GetMapping("/v1/profiles/{userId}/parameters")
    @AllowedRoles(KeyRole.INTERNAL)
    @Operation(summary = "The parameters of a user's learners, with their provenance")
    ParametersResponse parameters(@PathVariable String userId) {
        UserId user = IdParameters.user(userId);
        restrictionCheck.requireUnrestricted(user);
        return ParametersResponse.of(profiles.find(user).orElseThrow(ProblemException::profileNotFound));
    }
}
