package io.portrait.access.consent;

import java.time.Duration;

/** The refusal of a request because the person, or all persons together, have made as many as allowed. */
public final class SubjectRateExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    SubjectRateExceededException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** The time after which the request is possible. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
