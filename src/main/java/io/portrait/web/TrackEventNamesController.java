package io.portrait.web;

import io.portrait.ingest.EventType;
import io.portrait.ingest.format.TrackEventName;
import io.portrait.ingest.format.TrackEventNames;
import io.portrait.kernel.KeyRole;
import io.portrait.web.ListBody.Element;
import io.portrait.web.ListBody.RejectedElement;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The routes of the names of track events, and the event types they are mapped to. */
@RestController
@Tag(name = "Tracking")
class TrackEventNamesController {

    private static final String MAPPINGS = "mappings";
    private static final int MAX_MAPPINGS = 1_000;
    private static final int MAX_NAME = 1_024;

    private final TrackEventNames trackEventNames;
    private final JsonMapper json;

    TrackEventNamesController(TrackEventNames trackEventNames, JsonMapper json) {
        this.trackEventNames = trackEventNames;
        this.json = json;
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
                trackEventNames.list().stream().map(TrackEventNameResponse::of).toList(), null);
    }

    @PutMapping(path = "/v1/track-names", consumes = MediaType.APPLICATION_JSON_VALUE)
    @AllowedRoles(KeyRole.ADMIN)
    @Operation(
            summary = "Map names to event types",
            description =
                    "Applies to events that arrive from now on. Without a `type` the mapping of the name is removed."
                            + " An invalid mapping is left out and named in `rejected`.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = TrackMappingsRequest.class)))
    TrackEventNamesResponse map(@RequestBody byte[] bytes) {
        ListBody body = new ListBody(bytes, MAPPINGS, json);
        body.requireNoOtherField();
        if (body.size(MAX_MAPPINGS).orElse(Integer.MAX_VALUE) > MAX_MAPPINGS) {
            throw ProblemCode.INVALID_MAPPINGS.problem(
                    "the body must have an array \"mappings\" of at most %d".formatted(MAX_MAPPINGS));
        }
        List<RejectedElement> rejected = new ArrayList<>();
        List<Element<TrackMappingRequest>> elements = body.elements(TrackMappingRequest.class, MAX_MAPPINGS);
        for (Element<TrackMappingRequest> element : elements) {
            switch (element) {
                case Element.Parsed<TrackMappingRequest>(int index, TrackMappingRequest mapping) ->
                    assign(mapping, index, body.pointer(index), rejected);
                case Element.Unreadable<TrackMappingRequest>(RejectedElement reason) -> rejected.add(reason);
            }
        }
        if (!rejected.isEmpty() && rejected.size() == elements.size()) {
            RejectedElement first = rejected.getFirst();
            throw ProblemCode.INVALID_MAPPINGS
                    .problem(first.pointer() + ": " + first.detail())
                    .withProperty(ProblemException.POINTER, first.pointer());
        }
        return new TrackEventNamesResponse(list().names(), rejected.isEmpty() ? null : rejected);
    }

    private void assign(TrackMappingRequest mapping, int index, String pointer, List<RejectedElement> rejected) {
        try {
            trackEventNames.assignType(nameOf(mapping), typeOf(mapping));
        } catch (ProblemException e) {
            rejected.add(new RejectedElement(index, pointer, e.code(), e.detail()));
        }
    }

    private static String nameOf(TrackMappingRequest mapping) {
        String name = mapping.name();
        if (name == null || name.isBlank() || name.length() > MAX_NAME) {
            throw ProblemCode.INVALID_MAPPINGS.problem(
                    "a mapping needs a name of 1 to %d characters".formatted(MAX_NAME));
        }
        return name;
    }

    private static Optional<EventType> typeOf(TrackMappingRequest mapping) {
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

    record TrackEventNamesResponse(
            List<TrackEventNameResponse> names,

            @Schema(description = "mappings that were not applied; absent if there are none") @Nullable
            List<RejectedElement> rejected) {}

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
