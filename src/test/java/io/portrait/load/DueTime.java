package io.portrait.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A wait until a due time. */
final class DueTime {

    private DueTime() {}

    /** Waits until the due time in nanoseconds of {@link System#nanoTime}, or until the condition is false. */
    static void await(long dueNanos, BooleanSupplier keepWaiting) {
        for (long remaining = dueNanos - System.nanoTime();
                remaining > 0 && keepWaiting.getAsBoolean();
                remaining = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(remaining);
        }
    }
}
