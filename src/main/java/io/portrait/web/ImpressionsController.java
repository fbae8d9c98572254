package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.recommend.ServedList;
import io.portrait.recommend.ServedLists;
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
class ImpressionsController {

    private static final int MAX_PAGE = 10_000;

    private final ServedLists lists;
    private final JsonMapper json;
    private final Clock clock;

    ImpressionsController(ServedLists lists, JsonMapper json, Clock clock) {
        this.lists = lists;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/v1/impressions")
    @Allow({KeyKind.INTERNAL, KeyKind.ADMIN})
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
                            schema = @Schema(implementation = ServedListAnswer.class)))
    @ApiResponse(responseCode = "400", description = "`invalid-limit`")
    ResponseEntity<String> next(
            @Parameter(description = "the last number already seen") @RequestParam(defaultValue = "0") long after,
            @Parameter(description = "only lists served before: what comes of later ones may be still to come")
                    @RequestParam(required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
                    @Nullable
                    OffsetDateTime until,
            @RequestParam(defaultValue = "1000") int limit) {
        Pages.requireLimit(limit, MAX_PAGE);
        Instant end = until == null ? clock.instant() : until.toInstant();
        String lines = lists.next(after, end, limit).stream()
                .map(list -> json.writeValueAsString(ServedListAnswer.of(list)) + "\n")
                .collect(Collectors.joining());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .cacheControl(CacheControl.noStore())
                .body(lines);
    }

    @Schema(name = "ServedList")
    record ServedListAnswer(
            long number,
            UUID impressionId,
            String purpose,
            Instant servedAt,

            @Schema(description = "of a search") @Nullable String query,

            @Schema(description = "from the top down") List<PlacedAnswer> items,

            @Schema(
                    description = "what the last item was drawn from, the one that would else have been there first;"
                            + " empty if it was not drawn")
            List<ChanceAnswer> drawn) {

        static ServedListAnswer of(ServedList list) {
            return new ServedListAnswer(
                    list.number(),
                    list.impression(),
                    list.purpose(),
                    list.servedAt(),
                    list.query(),
                    list.items().stream().map(PlacedAnswer::of).toList(),
                    list.drawn().stream().map(ChanceAnswer::of).toList());
        }
    }

    @Schema(name = "ServedItem")
    record PlacedAnswer(
            String id,

            @Schema(description = "how probable it was that it would take the place, given those above it")
            double propensity,

            @Schema(description = "whether the person viewed, clicked, carted or bought it, naming the list")
            boolean turnedTo,

            boolean bought) {

        static PlacedAnswer of(ServedList.Outcome item) {
            return new PlacedAnswer(item.item().value(), item.propensity(), item.turnedTo(), item.bought());
        }
    }

    @Schema(name = "Chance")
    record ChanceAnswer(String id, double probability) {

        static ChanceAnswer of(ServedList.Chance chance) {
            return new ChanceAnswer(chance.item().value(), chance.probability());
        }
    }
}
