package io.portrait.web;

import io.portrait.kernel.KeyRole;
import io.portrait.profile.segment.Segment;
import io.portrait.profile.segment.SegmentRegistry;
import io.portrait.profile.segment.SegmentUpsertResult;
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

/** The routes of segments: named rules over profiles. */
@RestController
@Tag(name = "Segments")
class SegmentsController {

    private final SegmentRegistry segments;

    SegmentsController(SegmentRegistry segments) {
        this.segments = segments;
    }

    @PostMapping("/v1/segments")
    @AllowedRoles(KeyRole.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Create or replace a segment",
            description =
                    "A rule compares `interest(topic)`, `weight(topic)`, `activity.…` and `trait.…` with numbers or"
                            + " \"texts\", by `= != < <= > >=` and `in (…)`, joined by `and`, `or`, `not` and brackets.")
    @ApiResponse(responseCode = "400", description = "`invalid-rule` with the position, `invalid-name`")
    @ApiResponse(responseCode = "409", description = "`too-many-segments`")
    SegmentResponse put(@RequestBody SegmentRequest request) {
        return switch (segments.put(orEmpty(request.name()), orEmpty(request.rule()))) {
            case SegmentUpsertResult.SegmentStored(Segment segment) -> SegmentResponse.of(segment);
            case SegmentUpsertResult.InvalidSegmentName(String detail) ->
                throw ProblemCode.INVALID_NAME.problem(detail);
            case SegmentUpsertResult.InvalidSegmentRule(var error) ->
                throw ProblemCode.INVALID_RULE
                        .problem(String.valueOf(error.getMessage()))
                        .withProperty("position", error.position());
            case SegmentUpsertResult.TooManySegments(int max) ->
                throw ProblemCode.TOO_MANY_SEGMENTS.problem("there may be %d segments".formatted(max));
        };
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    @GetMapping("/v1/segments")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(summary = "All segments by name")
    SegmentsResponse list() {
        return new SegmentsResponse(
                segments.all().stream().map(SegmentResponse::of).toList());
    }

    @DeleteMapping("/v1/segments/{name}")
    @AllowedRoles(KeyRole.ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a segment")
    @ApiResponse(responseCode = "404", description = "`segment-not-found`")
    void delete(@PathVariable String name) {
        if (!segments.delete(name)) {
            throw segmentNotFound();
        }
    }

    static ProblemException segmentNotFound() {
        return ProblemCode.SEGMENT_NOT_FOUND.problem("there is no such segment");
    }

    record SegmentRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "kitchen-fans") @Nullable
            String name,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "interest(kitchen) >= 0.2 and activity.purchases >= 3")
            @Nullable
            String rule) {}

    record SegmentsResponse(List<SegmentResponse> segments) {}

    record SegmentResponse(String name, String rule, Instant createdAt) {

        static SegmentResponse of(Segment segment) {
            return new SegmentResponse(segment.name(), segment.ruleText(), segment.createdAt());
        }
    }
}
