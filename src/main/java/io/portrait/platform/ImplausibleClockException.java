package io.portrait.platform;

/** Thrown at start-up if the system's clock contradicts the database. */
final class ImplausibleClockException extends IllegalStateException {

    ImplausibleClockException(String problem) {
        super(problem);
    }
}
