package io.portrait.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.TestTimeouts;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(TestTimeouts.TEST_SECONDS)
class BackgroundLoopTest {

    private static final long LONG_SLEEP = 3_600_000;

    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** Records its calls; each step sleeps for an hour. */
    private class RecordingTask implements BackgroundLoop.Task {

        @Override
        public long step() throws InterruptedException {
            calls.add("step");
            return LONG_SLEEP;
        }

        @Override
        public long failed(RuntimeException failure) {
            calls.add("failed: " + failure.getMessage());
            return 1;
        }

        @Override
        public void stopped() {
            calls.add("stopped");
        }
    }

    private BackgroundLoop loop = loopOf(new RecordingTask());

    private static BackgroundLoop loopOf(BackgroundLoop.Task task) {
        return new BackgroundLoop("loop-test", () -> {}, task);
    }

    @AfterEach
    void stop() {
        loop.interrupt();
    }

    @Test
    void runsAStepAndStopsDuringTheSleep() {
        loop.start();
        await().until(() -> !calls.isEmpty());
        assertThat(loop.isRunning()).isTrue();
        loop.stop();
        assertThat(loop.isRunning()).isFalse();
        assertThat(calls).containsExactly("step", "stopped");
    }

    @Test
    void aWakeUpEndsTheSleep() {
        loop.start();
        await().until(() -> calls.size() == 1);
        loop.wake();
        await().until(() -> calls.size() == 2);
    }

    @Test
    void aWakeUpDuringAStepSkipsTheNextSleep() {
        loop = loopOf(new RecordingTask() {
            @Override
            public long step() throws InterruptedException {
                if (calls.isEmpty()) {
                    loop.wake();
                }
                return super.step();
            }
        });
        loop.start();
        await().until(() -> calls.size() == 2);
    }

    @Test
    void goesOnAfterAFailure() {
        loop = loopOf(new RecordingTask() {
            @Override
            public long step() throws InterruptedException {
                if (calls.isEmpty()) {
                    throw new IllegalStateException("broken");
                }
                return super.step();
            }
        });
        loop.start();
        await().until(() -> calls.equals(List.of("failed: broken", "step")));
    }

    @Test
    void anInterruptEndsARunningStep() {
        loop = loopOf(new RecordingTask() {
            @Override
            public long step() throws InterruptedException {
                calls.add("long step");
                Thread.sleep(LONG_SLEEP);
                return 0;
            }
        });
        loop.start();
        await().until(() -> !calls.isEmpty());
        loop.interrupt();
        assertThat(calls).containsExactly("long step", "stopped");
    }

    @Test
    void startsAgainAfterAStop() {
        loop.start();
        await().until(() -> calls.size() == 1);
        loop.stop();
        loop.start();
        await().until(() -> calls.equals(List.of("step", "stopped", "step")));
    }
}
