package io.portrait.kernel;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A signal that latency-critical work is running. The profile projection calls {@link #begin} and {@link #end}; background
 * projections poll {@link #isActive} and yield. It is advisory: correctness does not depend on it. Safe for threads.
 */
public final class ForegroundActivity {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private volatile boolean active;

    /** Latency-critical work begins. */
    public void begin() {
        active = true;
    }

    /** Latency-critical work has ended; waiting threads go on. */
    public void end() {
        lock.lock();
        try {
            active = false;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A check whether latency-critical work is running. */
    public boolean isActive() {
        return active;
    }

    /** Waits until no latency-critical work is running, at most for some nanoseconds. */
    public void awaitIdle(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long remainingNanos = nanos;
            while (active && remainingNanos > 0) {
                remainingNanos = idle.awaitNanos(remainingNanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
