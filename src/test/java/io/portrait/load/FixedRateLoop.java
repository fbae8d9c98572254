package io.portrait.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * A loop that executes a task at a fixed rate on several threads until it is stopped. The task receives its due time in
 * nanoseconds, because it may run later: the correction for coordinated omission.
 */
final class FixedRateLoop {

    private static final double SECOND_NANOS = 1e9;
    private static final int THREADS = 8;

    private final int perSecond;
    private final long startNanos;
    private final LongConsumer work;
    private final AtomicLong executions = new AtomicLong();
    private volatile boolean running = true;

    /** @param delay the delay of the first execution, and thus of all */
    FixedRateLoop(int perSecond, Duration delay, LongConsumer work) {
        this.perSecond = perSecond;
        this.startNanos = System.nanoTime() + delay.toNanos();
        this.work = work;
    }

    /** Starts the threads; none if the rate is 0. */
    void start(String name) {
        for (int i = 0; i < THREADS && perSecond > 0; i++) {
            Thread.ofPlatform().daemon().name(name + "-" + i).start(this::run);
        }
    }

    void stop() {
        running = false;
    }

    private void run() {
        while (running) {
            long dueNanos = startNanos + (long) (executions.getAndIncrement() * SECOND_NANOS / perSecond);
            DueTime.await(dueNanos, () -> running);
            if (running) {
                work.accept(dueNanos);
            }
        }
    }
}
