package io.portrait.ingest;

/** The events of an id to which a suppression applies. */
public enum SuppressionScope {
    /** All events with the id. */
    ALL_EVENTS,
    /**
     * Events with the id as anonymous id only. A client had linked the id to the person who decided; if the id turns out to be
     * the user id of somebody else, the decision must not affect that person.
     */
    ANONYMOUS_EVENTS
}
