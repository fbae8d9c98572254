package io.portrait.web;

import io.portrait.access.Caller;
import io.portrait.access.Decision;
import io.portrait.access.Erasures;
import io.portrait.access.KeyKind;
import io.portrait.access.Purpose;
import io.portrait.access.Standing;
import io.portrait.access.Standings;
import io.portrait.access.SubjectRequest;
import io.portrait.access.SubjectTokens;
import io.portrait.kernel.UserId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The rights of the people described. */
@RestController
@Tag(name = "Rights")
class SubjectsController {

    private final SubjectTokens tokens;
    private final Erasures erasures;
    private final Standings standings;
    private final SubjectExport export;

    SubjectsController(SubjectTokens tokens, Erasures erasures, Standings standings, SubjectExport export) {
        this.tokens = tokens;
        this.erasures = erasures;
        this.standings = standings;
        this.export = export;
    }

    @PostMapping("/v1/subjects/{userId}/tokens")
    @Allow({KeyKind.INTERNAL, KeyKind.ADMIN})
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "A token for one person's own access",
            description = "Short-lived; whoever asks for it has made sure who the person is. It is used as a key.")
    TokenAnswer token(@PathVariable String userId) {
        SubjectTokens.Issued issued = tokens.issue(Ids.user(userId));
        return new TokenAnswer(issued.token(), issued.expiresAt());
    }

    @DeleteMapping("/v1/subjects/{userId}")
    @Allow({KeyKind.SUBJECT, KeyKind.ADMIN})
    @Operation(
            summary = "Erase a person",
            description = "Everything that is stored about the person is deleted. Events that come later are refused,"
                    + " until the person consents again.")
    @ApiResponse(responseCode = "204", description = "Erased")
    @ApiResponse(
            responseCode = "202",
            description = "No event is taken any more, and the rest follows; ask again, or see `GET /v1/dsr/{id}`",
            content = @Content(schema = @Schema(implementation = SubjectRequestsController.RequestAnswer.class)))
    ResponseEntity<Object> erase(
            @PathVariable String userId, @Parameter(hidden = true) @RequestAttribute(KeyCheck.CALLER) Caller caller) {
        SubjectRequest erasure = erasures.erase(Ids.user(userId), caller);
        return erasure.isDone()
                ? ResponseEntity.noContent().build()
                : ResponseEntity.accepted().body(SubjectRequestsController.RequestAnswer.of(erasure));
    }

    @GetMapping("/v1/subjects/{userId}/export")
    @Allow({KeyKind.SUBJECT, KeyKind.ADMIN})
    @Operation(
            summary = "Everything that is stored about a person",
            description = "Exact, as of one moment, with the purposes, the retention and the logic of the profiling."
                    + " `records` are the stored rows as they are; `profile` and `parameters` say the same readably.")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(type = "object")),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string"))
            })
    void export(
            @PathVariable String userId,
            @Parameter(
                            description = "`json`, or `ndjson` for a line per record",
                            schema =
                                    @Schema(
                                            allowableValues = {"json", "ndjson"},
                                            defaultValue = "json"))
                    @RequestParam(defaultValue = "json")
                    String format,
            HttpServletResponse response)
            throws IOException {
        UserId user = Ids.user(userId);
        switch (format) {
            case "json" -> export.json(user, response);
            case "ndjson" -> export.lines(user, response);
            default -> throw ProblemException.badRequest("bad-request", "format must be one of [json, ndjson]");
        }
    }

    @GetMapping("/v1/subjects/{userId}/consent")
    @Allow({KeyKind.SUBJECT, KeyKind.ADMIN})
    @Operation(summary = "What a person consents to", description = "Who has decided nothing permits everything.")
    ConsentAnswer consent(@PathVariable String userId) {
        return ConsentAnswer.of(standings.of(Ids.user(userId)));
    }

    @PutMapping("/v1/subjects/{userId}/consent")
    @Allow({KeyKind.SUBJECT, KeyKind.ADMIN})
    @Operation(
            summary = "Give or withdraw consent",
            description = "Purposes that are not named stay as they were. It holds for every event that arrives after"
                    + " the answer. For an erased person it begins anew.")
    @ApiResponse(responseCode = "200", description = "What holds now")
    @ApiResponse(responseCode = "409", description = "`subject-erased`")
    ConsentAnswer decide(
            @PathVariable String userId,
            @Valid @RequestBody ConsentRequest request,
            @Parameter(hidden = true) @RequestAttribute(KeyCheck.CALLER) Caller caller) {
        UserId user = Ids.user(userId);
        return ConsentAnswer.of(standings.decide(user, Decision.of(request.parsed()), caller));
    }

    @GetMapping("/v1/subjects/{userId}/restriction")
    @Allow({KeyKind.SUBJECT, KeyKind.ADMIN})
    @Operation(summary = "Whether a person has restricted the processing, or objects to it")
    RestrictionAnswer restriction(@PathVariable String userId) {
        return RestrictionAnswer.of(standings.of(Ids.user(userId)));
    }

    @PutMapping("/v1/subjects/{userId}/restriction")
    @Allow({KeyKind.SUBJECT, KeyKind.ADMIN})
    @Operation(
            summary = "Restrict the processing or object to it, or take that back",
            description = "While either is true no event is taken, nobody outside and none of the owner's services sees"
                    + " the profile, and nothing is deleted.")
    @ApiResponse(responseCode = "200", description = "What holds now")
    @ApiResponse(responseCode = "409", description = "`subject-erased`")
    RestrictionAnswer restrict(
            @PathVariable String userId,
            @RequestBody RestrictionRequest request,
            @Parameter(hidden = true) @RequestAttribute(KeyCheck.CALLER) Caller caller) {
        Decision decision = new Decision(Map.of(), request.restricted(), request.objected());
        return RestrictionAnswer.of(standings.decide(Ids.user(userId), decision, caller));
    }

    private static final List<String> NAMES =
            Arrays.stream(Purpose.values()).map(Purpose::label).toList();

    record TokenAnswer(String token, Instant expiresAt) {}

    record ConsentRequest(
            @Schema(
                    description = "by purpose: `personalisation`, `ads`, `risk`, `sharing`",
                    example = "{\"ads\": false}")
            @NotNull
            Map<String, @Nullable Boolean> purposes) {

        Map<Purpose, Boolean> parsed() {
            Map<Purpose, Boolean> parsed = new EnumMap<>(Purpose.class);
            purposes.forEach((name, given) -> parsed.put(purpose(name), requireGiven(name, given)));
            return parsed;
        }

        private static Purpose purpose(String name) {
            for (Purpose purpose : Purpose.values()) {
                if (purpose.label().equals(name)) {
                    return purpose;
                }
            }
            throw ProblemException.badRequest("unknown-purpose", "there is no such purpose; it is one of " + NAMES);
        }

        private static boolean requireGiven(String name, @Nullable Boolean given) {
            if (given == null) {
                throw ProblemException.badRequest("bad-request", "'%s' must be true or false".formatted(name));
            }
            return given;
        }
    }

    record ConsentAnswer(Map<String, Boolean> purposes) {

        static ConsentAnswer of(Standing standing) {
            Map<String, Boolean> purposes = new TreeMap<>();
            for (Purpose purpose : Purpose.values()) {
                purposes.put(purpose.label(), standing.permitted().contains(purpose));
            }
            return new ConsentAnswer(purposes);
        }
    }

    record RestrictionRequest(
            @Nullable Boolean restricted, @Nullable Boolean objected) {}

    record RestrictionAnswer(boolean restricted, boolean objected) {

        static RestrictionAnswer of(Standing standing) {
            return new RestrictionAnswer(standing.restricted(), standing.objected());
        }
    }
}
