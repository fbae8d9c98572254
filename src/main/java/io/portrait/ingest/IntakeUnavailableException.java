package io.portrait.ingest;

import org.jspecify.annotations.Nullable;

/** Events could not be taken now; nothing was acknowledged and the sender should come again. */
public final class IntakeUnavailableException extends RuntimeException {

    /** Why not now. */
    public enum UnavailableReason {
        /** More events wait for the journal than it may keep waiting. */
        OVERLOADED,
        /** There is no room to keep more. */
        STORAGE_FULL,
        /** The database does not answer, or not in time. */
        JOURNAL_UNAVAILABLE
    }

    private final UnavailableReason reason;

    IntakeUnavailableException(UnavailableReason reason, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    /** Why not now. */
    public UnavailableReason reason() {
        return reason;
    }
}
