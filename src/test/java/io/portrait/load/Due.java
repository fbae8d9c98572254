package io.portrait.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for a moment. */
final class Due {

    private Due() {}

    /** Waits until a moment in nanoseconds, as long as that is wanted. */
    static void await(long nanos, BooleanSupplier wanted) {
        for (long left = nanos - System.nanoTime();
                left > 0 && wanted.getAsBoolean();
                left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
