package io.portrait.kernel;

import java.time.Instant;

/**
 * An application event: a jump of the system's clock, from the time that was expected by the monotonic clock.
 *
 * @param expected the time that the service continues with if the jump is refused
 * @param jumped the time of the system's clock
 * @param decision what the service does
 */
public record ClockJump(Instant expected, Instant jumped, Decision decision) {

    /** The decision about a jump. */
    public enum Decision {
        /** The service continues with the expected time. */
        REFUSED,
        /** The system's clock has come back to the expected time. */
        ENDED,
        /** An administrator has confirmed the new time at a start. */
        ACCEPTED
    }
}
