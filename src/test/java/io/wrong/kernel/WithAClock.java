package io.wrong.kernel;

import java.time.Clock;
import java.time.Instant;

/** Reads the time from a clock. */
final class WithAClock {

    private final Clock clock;

    WithAClock(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }
}
