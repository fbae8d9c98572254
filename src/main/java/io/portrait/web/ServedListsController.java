package io.portrait.web;

import io.portrait.kernel.KeyRole;
import io.portrait.serving.recommend.ServedListFeedback;
import io.portrait.serving.recommend.ServedListFeedbackReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The route of the served-list log, which off-policy evaluation reads. */
@RestController
@Tag(name = "Decisions")
class ServedListsController {

    private static final int MAX_PAGE = 10_000;

    private final ServedListFeedbackReader servedLists;
    private final JsonMapper json;
    private final Clock clock;

    ServedListsController(ServedListFeedbackReader servedLists, JsonMapper json, Clock clock) {
        this.servedLists = servedLists;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/v1/served-lists")
    @Audited
    @Bulkhead(RequestClass.BULK_READ)
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(
            summary = "Served lists with their feedback",
            description = "One line per list, sorted by number, without user ids. `--evaluate=off-policy` reads them.")
    @ApiResponse(
            responseCode = "200",
            description = "the next lists; an empty body if there are no more",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = ServedListResponse.class)))
    @ApiResponse(responseCode = "400", description = "`invalid-limit`")
    ResponseEntity<String> next(
            @Parameter(description = "the number of the last list that was read") @RequestParam(defaultValue = "0")
                    long after,
            @Parameter(description = "only lists served before this time; feedback to later ones may still arrive")
                    @RequestParam(required = false)
                    @Nullable
                    OffsetDateTime until,
            @RequestParam(defaultValue = "1000") int limit) {
        Paging.requireLimit(limit, MAX_PAGE);
        Instant end = until == null ? clock.instant() : until.toInstant();
        String lines = servedLists.readAfter(after, end, limit).stream()
                .map(list -> json.writeValueAsString(ServedListResponse.of(list)) + "\n")
                .collect(Collectors.joining());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .cacheControl(CacheControl.noStore())
                .body(lines);
    }

    @Schema(name = "ServedList")
    record ServedListResponse(
            long number,
            UUID listId,
            String purpose,
            Instant servedAt,

            @Schema(description = "the query, for a search") @Nullable
            String query,

            @Schema(description = "in the served order") List<ServedItemResponse> items,

            @Schema(
                    description =
                            "the items from which the last one was drawn for exploration, the greedy choice first;"
                                    + " empty without exploration")
            List<CandidateResponse> candidates) {

        static ServedListResponse of(ServedListFeedback list) {
            return new ServedListResponse(
                    list.number(),
                    list.listId(),
                    list.purpose(),
                    list.servedAt(),
                    list.query(),
                    list.items().stream().map(ServedItemResponse::of).toList(),
                    list.candidates().stream().map(CandidateResponse::of).toList());
        }
    }

    @Schema(name = "ServedItem")
    record ServedItemResponse(
            String id,

            @Schema(description = "probability of being served at this rank, given the items above")
            double propensity,

            @Schema(
                    description =
                            "whether an event of the person with this listId viewed, clicked, carted or bought the"
                                    + " item")
            boolean interacted,

            boolean purchased) {

        static ServedItemResponse of(ServedListFeedback.ItemFeedback item) {
            return new ServedItemResponse(item.item().value(), item.propensity(), item.interacted(), item.purchased());
        }
    }

    @Schema(name = "ExplorationCandidate")
    record CandidateResponse(String id, double probability) {

        static CandidateResponse of(ServedListFeedback.CandidatePropensity chance) {
            return new CandidateResponse(chance.item().value(), chance.propensity());
        }
    }
}
