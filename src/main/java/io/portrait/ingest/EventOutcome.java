package io.portrait.ingest;

/** The outcome of one event of a batch. */
public sealed interface EventOutcome {

    /** The event is committed to the journal, in a shard and at a position. */
    record Accepted(int shard, long position) implements EventOutcome {}

    /** The journal already has the event at this position; nothing changed. */
    record Duplicate(int shard, long position) implements EventOutcome {}

    /** The event is invalid or suppressed; an invalid event is stored as a dead letter. */
    record Rejected(Rejection rejection) implements EventOutcome {}
}
