package io.portrait.ingest;

/** What became of one event of a batch. */
public sealed interface EventOutcome {

    /** Committed to the journal; {@code shard} says whose turn it is to apply it. */
    record Accepted(int shard, long position) implements EventOutcome {}

    /** The journal had it already, at this place; nothing changed. */
    record Duplicate(int shard, long position) implements EventOutcome {}

    /** Kept as a dead letter. */
    record Rejected(Rejection rejection) implements EventOutcome {}
}
