package io.portrait.ingest;

import java.util.Locale;

/** The shapes that events are sent in. */
public enum EventFormat {
    /** That of {@code POST /v1/events}. */
    NATIVE,
    /** That of Segment's HTTP tracking API. */
    TRACKING,
    /** CloudEvents 1.0 in JSON. */
    CLOUDEVENTS;

    /** The name in JSON and in the table. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EventFormat ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
