package io.portrait.serving.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.kernel.ForegroundActivity;
import io.portrait.support.TestTimeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With {@code TINY_SHARE} the debt is half an hour, so a sleep does not end by itself within the test. */
@Timeout(TestTimeouts.TEST_SECONDS)
class BackgroundThrottleTest {

    private static final double TINY_SHARE = 1e-6;

    private final ForegroundActivity foreground = new ForegroundActivity();

    private static void work() {
        LockSupport.parkNanos(2_000_000);
    }

    @Test
    void hasNoDebtBeforeAnyWork() {
        foreground.begin();
        new BackgroundThrottle(foreground, TINY_SHARE, () -> false).sleepIfDue();
        assertThat(foreground.isActive()).isTrue();
    }

    @Test
    void doesNotSleepWhenIdleAndTheDebtIsSmall() {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, 0.5, () -> false);
        for (int i = 0; i < 10; i++) {
            throttle.run(BackgroundThrottleTest::work);
            throttle.sleepIfDue();
        }
        assertThat(foreground.isActive()).isFalse();
    }

    @Test
    void sleepsUntilForegroundWorkEnds() throws InterruptedException {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, 0.005, () -> false);
        throttle.run(BackgroundThrottleTest::work);
        foreground.begin();
        Thread sleeping = Thread.ofPlatform().start(throttle::sleepIfDue);
        await().until(() -> sleeping.getState() == Thread.State.TIMED_WAITING || !sleeping.isAlive());
        foreground.end();
        sleeping.join();
        assertThat(foreground.isActive()).isFalse();
    }

    @Test
    void paysThriceTheDebtWhenForegroundWorkNeverEnds() {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, 0.1, () -> false);
        foreground.begin();
        long[] workedNanos = {0};
        throttle.run(() -> {
            long begin = System.nanoTime();
            work();
            workedNanos[0] = System.nanoTime() - begin;
        });
        long startNanos = System.nanoTime();
        throttle.sleepIfDue();
        assertThat(System.nanoTime() - startNanos).isGreaterThan(20 * workedNanos[0]);
        assertThat(foreground.isActive()).isTrue();
    }

    @Test
    void sleepsEvenWhenIdleIfTheDebtExceedsTheMaximum() throws InterruptedException {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, TINY_SHARE, () -> false);
        throttle.run(BackgroundThrottleTest::work);
        assertSleeps(throttle);
    }

    @Test
    void chargesTasksWithAResultToo() throws InterruptedException {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, TINY_SHARE, () -> false);
        assertThat(throttle.call(() -> {
                    work();
                    return "read";
                }))
                .isEqualTo("read");
        assertSleeps(throttle);
    }

    @Test
    void neverSleepsWithAFullShare() {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, 1, () -> false);
        foreground.begin();
        throttle.run(BackgroundThrottleTest::work);
        throttle.sleepIfDue();
        assertThat(foreground.isActive()).isTrue();
    }

    @Test
    void hasNoDebtAfterClearing() {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, TINY_SHARE, () -> false);
        throttle.run(BackgroundThrottleTest::work);
        throttle.clearDebt();
        foreground.begin();
        throttle.sleepIfDue();
        assertThat(foreground.isActive()).isTrue();
    }

    @Test
    void doesNotSleepWhenTheThreadIsStopping() {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, TINY_SHARE, () -> true);
        foreground.begin();
        throttle.run(BackgroundThrottleTest::work);
        throttle.sleepIfDue();
        assertThat(foreground.isActive()).isTrue();
    }

    @Test
    void runsATaskForEachChunk() {
        BackgroundThrottle throttle = new BackgroundThrottle(foreground, 1, () -> false);
        List<List<Integer>> chunks = new ArrayList<>();
        throttle.runInChunks(List.of(1, 2, 3, 4, 5), 2, chunks::add);
        assertThat(chunks).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
    }

    private static void assertSleeps(BackgroundThrottle throttle) throws InterruptedException {
        Thread sleeping = Thread.ofPlatform().start(throttle::sleepIfDue);
        sleeping.join(200);
        assertThat(sleeping.isAlive()).isTrue();
        sleeping.interrupt();
    }
}
