package io.portrait.kernel;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which of two kinds of work goes first on the same processors: what somebody waits for takes the way and gives it back, and what
 * can wait asks. It is a courtesy, not a lock: nothing depends on it but time.
 */
public final class RightOfWay {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private volatile boolean taken;

    /** What is done now goes first. */
    public void take() {
        taken = true;
    }

    /** Others may go. */
    public void give() {
        lock.lock();
        try {
            taken = false;
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether something is done that goes first. */
    public boolean isTaken() {
        return taken;
    }

    /** Waits until the way is given, or for so long. */
    public void awaitGiven(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (taken && left > 0) {
                left = given.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
