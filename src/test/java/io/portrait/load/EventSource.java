package io.portrait.load;

import java.util.Optional;

/** Where the events come from; used by many threads. */
interface EventSource {

    /** The body of the next request with its number of events; empty when there are no more. */
    Optional<EventPostBody> next();

    /** A body for {@code POST /v1/events}. */
    record EventPostBody(String body, int events) {}
}
