package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.dialect.TrackName;
import io.portrait.dialect.TrackNames;
import io.portrait.ingest.EventType;
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
class TrackNamesController {

    private static final int MAX_MAPPINGS = 1_000;

    private final TrackNames names;

    TrackNamesController(TrackNames names) {
        this.names = names;
    }

    @GetMapping("/v1/track-names")
    @Allow({KeyKind.INTERNAL, KeyKind.ADMIN})
    @Operation(
            summary = "The names that track events came under, the most frequent first",
            description =
                    "A name of Segment's e-commerce specification, or one that you have mapped, becomes an event of"
                            + " a type of ours; any other a custom event of that name.")
    TrackNamesAnswer list() {
        return new TrackNamesAnswer(
                names.list().stream().map(TrackNameAnswer::of).toList());
    }

    @PutMapping("/v1/track-names")
    @Allow(KeyKind.ADMIN)
    @Operation(
            summary = "Say what names mean",
            description =
                    "It goes for events that arrive from now on. Without a `type` the name means again what it means"
                            + " by itself.")
    TrackNamesAnswer map(@RequestBody Mappings body) {
        if (body.mappings() == null || body.mappings().size() > MAX_MAPPINGS) {
            throw ProblemException.badRequest(
                    "invalid-mappings",
                    "the body must have an array \"mappings\" of at most %d".formatted(MAX_MAPPINGS));
        }
        body.mappings().forEach(TrackNamesController::typeOf);
        body.mappings().forEach(mapping -> names.map(nameOf(mapping), typeOf(mapping)));
        return list();
    }

    private static String nameOf(Mapping mapping) {
        if (mapping.name() == null || mapping.name().isBlank()) {
            throw ProblemException.badRequest("invalid-mappings", "a mapping needs the name that it is for");
        }
        return mapping.name();
    }

    private static Optional<EventType> typeOf(Mapping mapping) {
        nameOf(mapping);
        if (mapping.type() == null) {
            return Optional.empty();
        }
        return Optional.of(EventType.named(mapping.type())
                .filter(EventType::isBehaviour)
                .orElseThrow(() -> ProblemException.badRequest(
                        "invalid-mappings", "no track event can be taken for a '%s'".formatted(mapping.type()))));
    }

    record Mappings(@Nullable List<Mapping> mappings) {}

    record Mapping(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Nullable String type) {}

    record TrackNamesAnswer(List<TrackNameAnswer> names) {}

    record TrackNameAnswer(
            String name,

            @Schema(description = "what events of this name are taken for")
            String type,

            @Schema(description = "whether that is your word")
            boolean mapped,

            long seen,
            Instant firstAt,
            Instant lastAt) {

        static TrackNameAnswer of(TrackName name) {
            return new TrackNameAnswer(
                    name.name(), name.meaning(), name.type() != null, name.seen(), name.firstAt(), name.lastAt());
        }
    }
}
