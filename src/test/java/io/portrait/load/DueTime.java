package io.portrait.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for a moment. */
final class DueTime {

    private DueTime() {}

    /** Waits until a moment in nanoseconds, as long as that is wanted. */
    static void await(long dueNanos, BooleanSupplier keepWaiting) {
        for (long remaining = dueNanos - System.nanoTime();
                remaining > 0 && keepWaiting.getAsBoolean();
                remaining = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(remaining);
        }
    }
}
