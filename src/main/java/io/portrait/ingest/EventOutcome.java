package io.portrait.ingest;

import org.jspecify.annotations.Nullable;

/** The outcome of one event of a batch. */
public sealed interface EventOutcome {

    /**
     * The event is committed to the journal, in a shard and at a position.
     *
     * @param link the result for the other id of an {@code identify} or {@code alias}; null for other events
     */
    record Accepted(int shard, long position, @Nullable LinkResult link) implements EventOutcome {

        /** An event that links no ids. */
        public Accepted(int shard, long position) {
            this(shard, position, null);
        }
    }

    /** The result of an attempt to link an id to a person. */
    sealed interface LinkResult {

        /** Both ids belong to one person now. */
        record Linked() implements LinkResult {}

        /** The ids are not linked. */
        record NotLinked(Rejection reason) implements LinkResult {}
    }

    /** The journal already has the event at this position; nothing changed. */
    record Duplicate(int shard, long position) implements EventOutcome {}

    /** The event is invalid or suppressed; an invalid event is stored as a dead letter. */
    record Rejected(Rejection rejection) implements EventOutcome {}
}
