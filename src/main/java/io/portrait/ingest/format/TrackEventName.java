package io.portrait.ingest.format;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The name of track events that arrived.
 *
 * @param name in lower case, with single spaces
 * @param assignedType the event type that the owner assigned to the name
 * @param occurrences the number of accepted events, a few seconds behind
 */
public record TrackEventName(
        String name, @Nullable String assignedType, long occurrences, Instant firstAt, Instant lastAt) {

    /** The event type in effect: the assigned one, else that of the e-commerce specification, else {@code custom}. */
    public String effectiveType() {
        return assignedType != null
                ? assignedType
                : TrackMapping.ofSpecification(name)
                        .map(mapping -> mapping.type().wireName())
                        .orElse("custom");
    }
}
