package io.portrait.ingest;

/** The body as a whole cannot be read; nothing of it was taken. */
public final class UnreadableBatchException extends RuntimeException {

    /** What is wrong with a body. */
    public enum UnreadableReason {
        /** Not JSON, or JSON of another shape. */
        INVALID_JSON,
        /** Too many events, or too many bytes. */
        TOO_LARGE,
        /** The same, in a dialect whose clients would take the usual status for something else. */
        TRACKING_BATCH_TOO_LARGE
    }

    private final UnreadableReason reason;
    private final String code;

    /** {@code code} is for programs, {@code detail} for people. */
    public UnreadableBatchException(UnreadableReason reason, String code, String detail) {
        super(detail);
        this.reason = reason;
        this.code = code;
    }

    /** What is wrong. */
    public UnreadableReason reason() {
        return reason;
    }

    /** Stable, for programs. */
    public String code() {
        return code;
    }
}
