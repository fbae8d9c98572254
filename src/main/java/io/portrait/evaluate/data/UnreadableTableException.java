package io.portrait.evaluate.data;

/** A file that cannot be a table as it was described; the message says what to change. */
public final class UnreadableTableException extends RuntimeException {

    /** The message says what to change. */
    public UnreadableTableException(String message) {
        super(message);
    }

    UnreadableTableException(String message, Throwable cause) {
        super(message, cause);
    }
}
