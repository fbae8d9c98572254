package io.portrait.ingest;

/** What became of one event of a batch. */
public sealed interface Outcome {

    /** Committed to the journal; {@code shard} says whose turn it is to apply it. */
    record Accepted(int shard, long position) implements Outcome {}

    /** The journal had it already, at this place; nothing changed. */
    record Duplicate(int shard, long position) implements Outcome {}

    /** Kept as a dead letter. */
    record Rejected(Rejection rejection) implements Outcome {}
}
