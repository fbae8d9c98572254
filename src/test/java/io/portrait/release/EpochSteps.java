package io.portrait.release;

import static org.awaitility.Awaitility.await;

import io.portrait.support.ManualClock;
import io.portrait.support.TestTimeouts;
import java.time.Duration;

/** Advances the release epochs of a service by its manual clock. */
final class EpochSteps {

    private static final Duration TIMEOUT = TestTimeouts.STATE;

    private EpochSteps() {}

    /** Advances the clock by one day and waits until the previous day is released. */
    static void nextDay(ManualClock clock, EpochCloser closer, ReleaseEpochs epochs) {
        clock.advance(Duration.ofDays(1));
        await().atMost(TIMEOUT).until(() -> {
            closer.advance();
            return epochs.releasedEpoch() == epochs.currentEpoch();
        });
    }
}
