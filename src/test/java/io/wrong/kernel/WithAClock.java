package io.wrong.kernel;

import java.time.Clock;
import java.time.Instant;

/** A clock in a pure module. */
final class WithAClock {

    private final Clock clock;

    WithAClock(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }
}
