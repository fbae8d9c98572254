package io.portrait.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Does something so many times a second until it is stopped, on a few threads, each of which waits until it is its turn.
 * What is done is told when it was due, in nanoseconds, for it may be later: that is the correction for coordinated omission.
 */
final class FixedRateLoop {

    private static final double SECOND_NANOS = 1e9;
    private static final int THREADS = 8;

    private final int perSecond;
    private final long startNanos;
    private final LongConsumer work;
    private final AtomicLong executions = new AtomicLong();
    private volatile boolean running = true;

    /** @param delay of the first turn, and so of all */
    FixedRateLoop(int perSecond, Duration delay, LongConsumer work) {
        this.perSecond = perSecond;
        this.startNanos = System.nanoTime() + delay.toNanos();
        this.work = work;
    }

    /** Nothing is begun if the rate is 0. */
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
