package io.portrait.ingest.format;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A name that track events came under.
 *
 * @param name in lower case, with single spaces
 * @param assignedType what the owner has them taken for
 * @param occurrences how often it came; a few seconds behind
 */
public record TrackEventName(
        String name, @Nullable String assignedType, long occurrences, Instant firstAt, Instant lastAt) {

    /** What they are taken for, by the owner's word or the e-commerce specification; else they are custom. */
    public String effectiveType() {
        return assignedType != null
                ? assignedType
                : TrackMapping.ofSpecification(name)
                        .map(mapping -> mapping.type().wireName())
                        .orElse("custom");
    }
}
