package io.portrait.serving.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.kernel.ForegroundActivity;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When work that can wait is done. Where a wait must not end by itself, or must be none, what is owed is half an hour. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BackgroundThrottleTest {

    private static final double TINY_SHARE = 1e-6;

    private final ForegroundActivity foreground = new ForegroundActivity();

    private static void work() {
        LockSupport.parkNanos(2_000_000);
    }

    @Test
    void hasNoDebtBeforeAnyWork() throws InterruptedException {
        foreground.begin();
        new BackgroundThrottle(foreground, TINY_SHARE).payDebt();
        assertThat(foreground.isActive()).isTrue();
    }

    @Test
    void doesNotSleepWhenIdleAndTheDebtIsSmall() throws InterruptedException {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, 0.5);
        for (int i = 0; i < 10; i++) {
            throttle.run(BackgroundThrottleTest::work);
            throttle.payDebt();
        }
        assertThat(foreground.isActive()).isFalse();
    }

    @Test
    void sleepsUntilForegroundWorkEnds() throws InterruptedException {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, 0.005);
        throttle.run(BackgroundThrottleTest::work);
        foreground.begin();
        Thread sleeping = Thread.ofPlatform().start(() -> payDebt(throttle));
        await().until(() -> sleeping.getState() == Thread.State.TIMED_WAITING || !sleeping.isAlive());
        foreground.end();
        sleeping.join();
        assertThat(foreground.isActive()).isFalse();
    }

    @Test
    void paysThriceTheDebtWhenForegroundWorkNeverEnds() throws InterruptedException {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, 0.1);
        foreground.begin();
        long startNanos = System.nanoTime();
        throttle.run(BackgroundThrottleTest::work);
        long worked = System.nanoTime() - startNanos;
        throttle.payDebt();
        assertThat(System.nanoTime() - startNanos).isGreaterThan(20 * worked);
        assertThat(foreground.isActive()).isTrue();
    }

    @Test
    void sleepsEvenWhenIdleIfTheDebtExceedsTheMaximum() throws InterruptedException {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, TINY_SHARE);
        throttle.run(BackgroundThrottleTest::work);
        assertSleeps(throttle);
    }

    @Test
    void chargesTasksWithAResultToo() throws InterruptedException {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, TINY_SHARE);
        assertThat(throttle.call(() -> {
                    work();
                    return "read";
                }))
                .isEqualTo("read");
        assertSleeps(throttle);
    }

    @Test
    void neverSleepsWithAFullShare() throws InterruptedException {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, 1);
        foreground.begin();
        throttle.run(BackgroundThrottleTest::work);
        throttle.payDebt();
        assertThat(foreground.isActive()).isTrue();
    }

    @Test
    void hasNoDebtAfterClearing() throws InterruptedException {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, TINY_SHARE);
        throttle.run(BackgroundThrottleTest::work);
        throttle.clearDebt();
        foreground.begin();
        throttle.payDebt();
        assertThat(foreground.isActive()).isTrue();
    }

    private static void assertSleeps(BackgroundThrottle throttle) throws InterruptedException {
        Thread sleeping = Thread.ofPlatform().start(() -> payDebt(throttle));
        sleeping.join(200);
        assertThat(sleeping.isAlive()).isTrue();
        sleeping.interrupt();
    }

    private static void payDebt(BackgroundThrottle throttle) {
        try {
            throttle.payDebt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
