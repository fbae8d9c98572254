package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.ingest.Identities;
import io.portrait.ingest.Merging;
import io.portrait.ingest.Outcome;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Who is who: the ids that a person was known by. */
@RestController
@Tag(name = "Profiles")
class AliasesController {

    private final Identities identities;
    private final Merging merging;
    private final Profiles profiles;

    AliasesController(Identities identities, Merging merging, Profiles profiles) {
        this.identities = identities;
        this.merging = merging;
        this.profiles = profiles;
    }

    @GetMapping("/v1/profiles/{userId}/aliases")
    @Allow(KeyKind.INTERNAL)
    @Operation(summary = "The ids of the person whom an id belongs to")
    Aliases list(@PathVariable String userId) {
        return aliases(identities.personOf(Ids.user(userId)));
    }

    @PostMapping("/v1/profiles/{userId}/aliases")
    @Allow(KeyKind.INTERNAL)
    @Operation(
            summary = "Merge another id into a person",
            description =
                    "All that was learned under it becomes the person's, as if it had always been so, and so does what"
                            + " still arrives under it. With `Prefer: wait` the answer comes when the profile shows it.")
    @ApiResponse(responseCode = "202", description = "It is so; the profile follows within a second or so")
    @ApiResponse(responseCode = "200", description = "The profile shows it, or it was so before")
    @ApiResponse(responseCode = "409", description = "`id-taken`, `too-many-ids`")
    ResponseEntity<Aliases> merge(
            @PathVariable String userId,
            @RequestBody AliasRequest body,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer)
            throws InterruptedException {
        UserId user = Ids.user(userId);
        UserId other = Ids.user(body.anonymousId() == null ? "" : body.anonymousId());
        UserId person = identities.personOf(user);
        if (identities.personOf(other).equals(person)) {
            return ResponseEntity.ok(aliases(person));
        }
        return answer(merging.merge(user, other), person, prefer);
    }

    @DeleteMapping("/v1/profiles/{userId}/aliases/{anonymousId}")
    @Allow(KeyKind.INTERNAL)
    @Operation(
            summary = "Take an id out of a person again",
            description = "Both profiles become what their own events make of them.")
    @ApiResponse(responseCode = "202", description = "It is so; the profiles follow within a second or so")
    @ApiResponse(responseCode = "200", description = "The profiles show it")
    @ApiResponse(responseCode = "409", description = "`not-merged`")
    ResponseEntity<Aliases> unmerge(
            @PathVariable String userId,
            @PathVariable String anonymousId,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer)
            throws InterruptedException {
        UserId person = identities.personOf(Ids.user(userId));
        return answer(merging.unmerge(person, Ids.user(anonymousId)), person, prefer);
    }

    private ResponseEntity<Aliases> answer(Outcome outcome, UserId person, @Nullable String prefer)
            throws InterruptedException {
        if (outcome instanceof Outcome.Rejected(var why)) {
            throw new ProblemException(HttpStatus.CONFLICT, why.code(), why.detail());
        }
        boolean shown = wantsToWait(prefer) && profiles.awaitShown(List.of(outcome));
        return ResponseEntity.status(shown ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(aliases(person));
    }

    private static boolean wantsToWait(@Nullable String prefer) {
        return prefer != null && prefer.toLowerCase(Locale.ROOT).contains("wait");
    }

    private Aliases aliases(UserId person) {
        return new Aliases(
                person.value(),
                identities.idsOf(person).stream()
                        .filter(id -> !id.equals(person))
                        .map(UserId::value)
                        .toList());
    }

    record AliasRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1, maxLength = 128) @Nullable
            String anonymousId) {}

    record Aliases(String userId, List<String> aliases) {}
}
