package io.portrait.web;

import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.IdentityCommands;
import io.portrait.ingest.IdentityGraph;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
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

/** The routes for the ids of a person: list, merge, and undo a merge. */
@RestController
@Tag(name = "Profiles")
class AliasesController {

    private final IdentityGraph identityGraph;
    private final IdentityCommands identityCommands;
    private final Profiles profiles;
    private final PersonIdCheck personIds;

    AliasesController(IdentityGraph identities, IdentityCommands merging, Profiles profiles, PersonIdCheck personIds) {
        this.identityGraph = identities;
        this.identityCommands = merging;
        this.profiles = profiles;
        this.personIds = personIds;
    }

    @GetMapping("/v1/profiles/{userId}/aliases")
    @AllowedRoles(KeyRole.INTERNAL)
    @Operation(summary = "The ids of the person that an id belongs to")
    AliasesResponse list(@PathVariable String userId) {
        return aliasesOf(identityGraph.personOf(IdParameters.user(userId)));
    }

    @PostMapping("/v1/profiles/{userId}/aliases")
    @AllowedRoles(KeyRole.INTERNAL)
    @Operation(
            summary = "Merge another id into a person",
            description =
                    "The profile becomes the one that all events of both ids make. Later events of the id belong to the"
                            + " person too. With `Prefer: wait` the response comes when the profile shows the merge.")
    @ApiResponse(responseCode = "202", description = "Merged; the profile follows within about a second")
    @ApiResponse(responseCode = "200", description = "The profile shows the merge, or the ids were merged before")
    @ApiResponse(responseCode = "409", description = "`id-taken`, `too-many-ids`")
    ResponseEntity<AliasesResponse> merge(
            @PathVariable String userId,
            @RequestBody AliasRequest body,
            @RequestHeader(name = PreferHeader.NAME, required = false) @Nullable String prefer)
            throws InterruptedException {
        UserId user = IdParameters.user(userId);
        UserId other = personIds.require(body.anonymousId());
        UserId person = identityGraph.personOf(user);
        if (identityGraph.personOf(other).equals(person)
                && identityGraph.unconfirmed(Set.of(other)).isEmpty()) {
            return ResponseEntity.ok(aliasesOf(person));
        }
        return respond(identityCommands.merge(user, other), person, prefer);
    }

    @DeleteMapping("/v1/profiles/{userId}/aliases/{anonymousId}")
    @AllowedRoles(KeyRole.INTERNAL)
    @Operation(
            summary = "Undo the merge of an id",
            description = "Each profile becomes the one that its own events make.")
    @ApiResponse(responseCode = "202", description = "Separated; the profiles follow within about a second")
    @ApiResponse(responseCode = "200", description = "The profiles show the separation")
    @ApiResponse(responseCode = "409", description = "`not-merged`")
    ResponseEntity<AliasesResponse> unmerge(
            @PathVariable String userId,
            @PathVariable String anonymousId,
            @RequestHeader(name = PreferHeader.NAME, required = false) @Nullable String prefer)
            throws InterruptedException {
        UserId person = identityGraph.personOf(IdParameters.user(userId));
        return respond(identityCommands.unmerge(person, IdParameters.user(anonymousId)), person, prefer);
    }

    private ResponseEntity<AliasesResponse> respond(EventOutcome outcome, UserId person, @Nullable String prefer)
            throws InterruptedException {
        if (outcome instanceof EventOutcome.Rejected(var rejection)) {
            throw new ProblemException(HttpStatus.CONFLICT, rejection.code(), rejection.detail());
        }
        boolean shown = PreferHeader.wantsWait(prefer) && profiles.awaitApplied(List.of(outcome));
        return ResponseEntity.status(shown ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(aliasesOf(person));
    }

    private AliasesResponse aliasesOf(UserId person) {
        return new AliasesResponse(
                person.value(),
                identityGraph.idsOf(person).stream()
                        .filter(id -> !id.equals(person))
                        .map(UserId::value)
                        .toList());
    }

    record AliasRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1, maxLength = 128) @Nullable
            String anonymousId) {}

    record AliasesResponse(String userId, List<String> aliases) {}
}
