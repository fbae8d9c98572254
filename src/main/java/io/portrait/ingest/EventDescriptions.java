package io.portrait.ingest;

import java.time.Instant;
import java.util.List;

/** The store of event descriptions. */
@FunctionalInterface
public interface EventDescriptions {

    /**
     * Stores the descriptions of accepted events. It runs within the transaction that appends them: a suppressed event
     * stores nothing, and an erasure misses nothing.
     *
     * @param events accepted events with a description
     */
    void store(List<ParsedEvent.Valid> events, Instant receivedAt);
}
