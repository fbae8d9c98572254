package io.portrait.ingest;

import java.util.Locale;

/** The formats in which events are sent. */
public enum EventFormat {
    /** The native format of {@code POST /v1/events}. */
    NATIVE,
    /** The HTTP tracking API of Segment. */
    TRACKING,
    /** CloudEvents 1.0 in JSON. */
    CLOUDEVENTS;

    /** The name in JSON and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EventFormat ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
