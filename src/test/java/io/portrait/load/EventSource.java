package io.portrait.load;

import java.util.Optional;

/** A source of events; thread-safe. */
interface EventSource {

    /** The body of the next request; empty if there are no more events. */
    Optional<EventPostBody> next();

    /** A body of {@code POST /v1/events} with the number of its events. */
    record EventPostBody(String body, int events) {}
}
