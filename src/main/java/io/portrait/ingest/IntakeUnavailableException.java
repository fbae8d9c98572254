package io.portrait.ingest;

import org.jspecify.annotations.Nullable;

/** A temporary failure of the intake: no event was acknowledged, and the sender should retry. */
public final class IntakeUnavailableException extends RuntimeException {

    /** The cause of the failure. */
    public enum UnavailableReason {
        /** The queue of events that wait for the journal is full. */
        OVERLOADED,
        /** The database's disk is full. */
        STORAGE_FULL,
        /** The database does not answer, or not in time. */
        JOURNAL_UNAVAILABLE
    }

    private final UnavailableReason reason;

    IntakeUnavailableException(UnavailableReason reason, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    /** The cause of the failure. */
    public UnavailableReason reason() {
        return reason;
    }
}
