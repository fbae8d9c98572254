package io.portrait.ingest;

/** A body that cannot be parsed as a whole; none of its events was accepted. */
public final class UnreadableBatchException extends RuntimeException {

    /** The category of the error. */
    public enum UnreadableReason {
        /** The body is not JSON, or has another structure. */
        INVALID_JSON,
        /** The body has too many events or too many bytes. */
        TOO_LARGE,
        /** A body of the tracking API that is too large; its clients misinterpret the usual status 413. */
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

    /** The category of the error. */
    public UnreadableReason reason() {
        return reason;
    }

    /** A stable error code, for programs. */
    public String code() {
        return code;
    }
}
