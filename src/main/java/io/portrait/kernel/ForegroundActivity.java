package io.portrait.kernel;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which of two kinds of work goes first on the same processors: what somebody waits for takes the way and gives it back, and what
 * can wait asks. It is a courtesy, not a lock: nothing depends on it but time.
 */
public final class ForegroundActivity {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private volatile boolean active;

    /** What is done now goes first. */
    public void begin() {
        active = true;
    }

    /** Others may go. */
    public void end() {
        lock.lock();
        try {
            active = false;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether something is done that goes first. */
    public boolean isActive() {
        return active;
    }

    /** Waits until the way is given, or for so long. */
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
