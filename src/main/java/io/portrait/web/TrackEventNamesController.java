package io.portrait.web;

import io.portrait.ingest.EventType;
import io.portrait.ingest.format.TrackEventName;
import io.portrait.ingest.format.TrackEventNames;
import io.portrait.kernel.KeyRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The routes of the names of track events, and the event types they are mapped to. */
@RestController
@Tag(name = "Tracking")
class TrackEventNamesController {

    private static final int MAX_MAPPINGS = 1_000;

    private final TrackEventNames trackEventNames;

    TrackEventNamesController(TrackEventNames trackEventNames) {
        this.trackEventNames = trackEventNames;
    }

    @GetMapping("/v1/track-names")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(
            summary = "The names of track events, most frequent first",
            description =
                    "A name of Segment's e-commerce specification, or a mapped name, becomes an event of a native type;"
                            + " any other name becomes a custom event of that name.")
    TrackEventNamesResponse list() {
        return new TrackEventNamesResponse(
                trackEventNames.list().stream().map(TrackEventNameResponse::of).toList());
    }

    @PutMapping("/v1/track-names")
    @AllowedRoles(KeyRole.ADMIN)
    @Operation(
            summary = "Map names to event types",
            description =
                    "Applies to events that arrive from now on. Without a `type` the mapping of the name is removed.")
    TrackEventNamesResponse map(@RequestBody TrackMappingsRequest body) {
        if (body.mappings() == null || body.mappings().size() > MAX_MAPPINGS) {
            throw ProblemCode.INVALID_MAPPINGS.problem(
                    "the body must have an array \"mappings\" of at most %d".formatted(MAX_MAPPINGS));
        }
        body.mappings().forEach(TrackEventNamesController::typeOf);
        body.mappings().forEach(mapping -> trackEventNames.assignType(nameOf(mapping), typeOf(mapping)));
        return list();
    }

    private static String nameOf(TrackMappingRequest mapping) {
        if (mapping.name() == null || mapping.name().isBlank()) {
            throw ProblemCode.INVALID_MAPPINGS.problem("a mapping needs a name");
        }
        return mapping.name();
    }

    private static Optional<EventType> typeOf(TrackMappingRequest mapping) {
        nameOf(mapping);
        if (mapping.type() == null) {
            return Optional.empty();
        }
        return Optional.of(EventType.ofWireName(mapping.type())
                .filter(EventType::isUserAction)
                .orElseThrow(() -> ProblemCode.INVALID_MAPPINGS.problem(
                        "a track event cannot be mapped to the type '%s'".formatted(mapping.type()))));
    }

    record TrackMappingsRequest(@Nullable List<TrackMappingRequest> mappings) {}

    record TrackMappingRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Nullable String type) {}

    record TrackEventNamesResponse(List<TrackEventNameResponse> names) {}

    record TrackEventNameResponse(
            String name,

            @Schema(description = "the event type of this name")
            String type,

            @Schema(description = "whether the owner has mapped it")
            boolean mapped,

            long seen,
            Instant firstAt,
            Instant lastAt) {

        static TrackEventNameResponse of(TrackEventName name) {
            return new TrackEventNameResponse(
                    name.name(),
                    name.effectiveType(),
                    name.assignedType() != null,
                    name.occurrences(),
                    name.firstAt(),
                    name.lastAt());
        }
    }
}
