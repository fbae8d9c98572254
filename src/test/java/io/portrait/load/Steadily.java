package io.portrait.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Does something so many times a second until it is stopped; whoever does it is told when it was due, in nanoseconds. */
final class Steadily {

    private static final long SECOND_NANOS = 1_000_000_000;

    private volatile boolean running = true;

    /** Comes back when it is stopped; at once if the rate is 0. */
    void run(int perSecond, LongConsumer work) {
        long start = System.nanoTime();
        for (long i = 0; running && perSecond > 0; i++) {
            long due = start + i * SECOND_NANOS / perSecond;
            LockSupport.parkNanos(due - System.nanoTime());
            work.accept(due);
        }
    }

    void stop() {
        running = false;
    }
}
