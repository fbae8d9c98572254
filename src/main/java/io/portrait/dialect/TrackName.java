package io.portrait.dialect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A name that track events came under.
 *
 * @param name in lower case, with single spaces
 * @param type what the owner has them taken for
 * @param seen how often it came; a few seconds behind
 */
public record TrackName(String name, @Nullable String type, long seen, Instant firstAt, Instant lastAt) {

    /** What they are taken for, by the owner's word or the e-commerce specification; else they are custom. */
    public String meaning() {
        return type != null
                ? type
                : Tracked.specified(name)
                        .map(tracked -> tracked.type().wireName())
                        .orElse("custom");
    }
}
