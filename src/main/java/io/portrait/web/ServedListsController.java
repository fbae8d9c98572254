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
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The log of served lists, for estimates of what others would have earned. */
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

    @GetMapping("/v1/impressions")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(
            summary = "Served lists with what came of them",
            description =
                    "A line each, by their numbers; whose they were is left out. `--evaluate=off-policy` reads them.")
    @ApiResponse(
            responseCode = "200",
            description = "the next lists; an empty body after the last",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = ServedListResponse.class)))
    @ApiResponse(responseCode = "400", description = "`invalid-limit`")
    ResponseEntity<String> next(
            @Parameter(description = "the last number already seen") @RequestParam(defaultValue = "0") long after,
            @Parameter(description = "only lists served before: what comes of later ones may be still to come")
                    @RequestParam(required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
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

            @Schema(description = "of a search") @Nullable String query,

            @Schema(description = "from the top down") List<ServedItemResponse> items,

            @Schema(
                    description = "what the last item was drawn from, the one that would else have been there first;"
                            + " empty if it was not drawn")
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

            @Schema(description = "how probable it was that it would take the place, given those above it")
            double propensity,

            @Schema(description = "whether the person viewed, clicked, carted or bought it, naming the list")
            boolean interacted,

            boolean bought) {

        static ServedItemResponse of(ServedListFeedback.ItemFeedback item) {
            return new ServedItemResponse(item.item().value(), item.propensity(), item.interacted(), item.purchased());
        }
    }

    @Schema(name = "Chance")
    record CandidateResponse(String id, double probability) {

        static CandidateResponse of(ServedListFeedback.CandidatePropensity chance) {
            return new CandidateResponse(chance.item().value(), chance.propensity());
        }
    }
}
