package io.portrait.release;

import static org.awaitility.Awaitility.await;

import io.portrait.support.ManualClock;
import java.time.Duration;

/** Turns the epochs of a service by its manual clock. */
final class Epochs {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Epochs() {}

    /** Moves the clock by a day and waits until the day before is released. */
    static void nextDay(ManualClock clock, EpochCloser closer, ReleaseClock releases) {
        clock.advance(Duration.ofDays(1));
        await().atMost(PATIENCE).until(() -> {
            closer.turn();
            return releases.releasedEpoch() == releases.wallEpoch();
        });
    }
}
