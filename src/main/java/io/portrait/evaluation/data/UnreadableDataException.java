package io.portrait.evaluation.data;

/** The error that a file does not match its described format. The message names what to change. */
public final class UnreadableDataException extends RuntimeException {

    /** @param message the problem and what to change */
    public UnreadableDataException(String message) {
        super(message);
    }

    UnreadableDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
