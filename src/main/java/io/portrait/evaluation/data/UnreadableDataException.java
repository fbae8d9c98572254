package io.portrait.evaluation.data;

/** A file that cannot be a table as it was described; the message says what to change. */
public final class UnreadableDataException extends RuntimeException {

    /** The message says what to change. */
    public UnreadableDataException(String message) {
        super(message);
    }

    UnreadableDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
