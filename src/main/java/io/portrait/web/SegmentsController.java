package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.segment.Segment;
import io.portrait.segment.SegmentOutcome;
import io.portrait.segment.Segments;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Named rules over profiles. */
@RestController
@Tag(name = "Segments")
class SegmentsController {

    private final Segments segments;

    SegmentsController(Segments segments) {
        this.segments = segments;
    }

    @PostMapping("/v1/segments")
    @Allow(KeyKind.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Define a segment, or change it",
            description =
                    "A rule compares `interest(topic)`, `weight(topic)`, `activity.…` and `trait.…` with numbers or"
                            + " \"texts\", by `= != < <= > >=` and `in (…)`, joined by `and`, `or`, `not` and brackets.")
    @ApiResponse(responseCode = "400", description = "`invalid-rule` with the position, `invalid-name`")
    @ApiResponse(responseCode = "409", description = "`too-many-segments`")
    SegmentAnswer put(@RequestBody SegmentRequest request) {
        return switch (segments.put(text(request.name()), text(request.rule()))) {
            case SegmentOutcome.Stored(Segment segment) -> SegmentAnswer.of(segment);
            case SegmentOutcome.BadName(String detail) -> throw ProblemException.badRequest("invalid-name", detail);
            case SegmentOutcome.BadRule(var why) ->
                throw ProblemException.badRequest("invalid-rule", String.valueOf(why.getMessage()))
                        .with("position", why.position());
            case SegmentOutcome.TooMany(int most) ->
                throw new ProblemException(
                        HttpStatus.CONFLICT, "too-many-segments", "there may be %d segments".formatted(most));
        };
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    @GetMapping("/v1/segments")
    @Allow({KeyKind.INTERNAL, KeyKind.ADMIN})
    @Operation(summary = "The segments by name")
    SegmentsAnswer list() {
        return new SegmentsAnswer(segments.all().stream().map(SegmentAnswer::of).toList());
    }

    @DeleteMapping("/v1/segments/{name}")
    @Allow(KeyKind.ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a segment")
    @ApiResponse(responseCode = "404", description = "`segment-not-found`")
    void delete(@PathVariable String name) {
        if (!segments.delete(name)) {
            throw notFound();
        }
    }

    static ProblemException notFound() {
        return ProblemException.notFound("segment-not-found", "there is no such segment");
    }

    record SegmentRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "kitchen-fans") @Nullable
            String name,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "interest(kitchen) >= 0.2 and activity.purchases >= 3")
            @Nullable
            String rule) {}

    record SegmentsAnswer(List<SegmentAnswer> segments) {}

    record SegmentAnswer(String name, String rule, Instant madeAt) {

        static SegmentAnswer of(Segment segment) {
            return new SegmentAnswer(segment.name(), segment.text(), segment.madeAt());
        }
    }
}
