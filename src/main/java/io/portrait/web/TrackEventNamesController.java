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

/** What Segment's track events are called, and what they are taken for. */
@RestController
@Tag(name = "Segment")
class TrackEventNamesController {

    private static final int MAX_MAPPINGS = 1_000;

    private final TrackEventNames trackEventNames;

    TrackEventNamesController(TrackEventNames trackEventNames) {
        this.trackEventNames = trackEventNames;
    }

    @GetMapping("/v1/track-names")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(
            summary = "The names that track events came under, the most frequent first",
            description =
                    "A name of Segment's e-commerce specification, or one that you have mapped, becomes an event of"
                            + " a type of ours; any other a custom event of that name.")
    TrackEventNamesResponse list() {
        return new TrackEventNamesResponse(
                trackEventNames.list().stream().map(TrackEventNameResponse::of).toList());
    }

    @PutMapping("/v1/track-names")
    @AllowedRoles(KeyRole.ADMIN)
    @Operation(
            summary = "Say what names mean",
            description =
                    "It goes for events that arrive from now on. Without a `type` the name means again what it means"
                            + " by itself.")
    TrackEventNamesResponse map(@RequestBody TrackMappingsRequest body) {
        if (body.mappings() == null || body.mappings().size() > MAX_MAPPINGS) {
            throw ProblemException.badRequest(
                    "invalid-mappings",
                    "the body must have an array \"mappings\" of at most %d".formatted(MAX_MAPPINGS));
        }
        body.mappings().forEach(TrackEventNamesController::typeOf);
        body.mappings().forEach(mapping -> trackEventNames.assignType(nameOf(mapping), typeOf(mapping)));
        return list();
    }

    private static String nameOf(TrackMappingRequest mapping) {
        if (mapping.name() == null || mapping.name().isBlank()) {
            throw ProblemException.badRequest("invalid-mappings", "a mapping needs the name that it is for");
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
                .orElseThrow(() -> ProblemException.badRequest(
                        "invalid-mappings", "no track event can be taken for a '%s'".formatted(mapping.type()))));
    }

    record TrackMappingsRequest(@Nullable List<TrackMappingRequest> mappings) {}

    record TrackMappingRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Nullable String type) {}

    record TrackEventNamesResponse(List<TrackEventNameResponse> names) {}

    record TrackEventNameResponse(
            String name,

            @Schema(description = "what events of this name are taken for")
            String type,

            @Schema(description = "whether that is your word")
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
