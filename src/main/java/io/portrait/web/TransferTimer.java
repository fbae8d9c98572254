package io.portrait.web;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * The timer of one transfer with a client. It adds up the time in which the service waits for the client. A transfer is too slow
 * when this time exceeds the timeout, or when the client has been slower than the least rate after a grace period. Not
 * thread-safe.
 */
final class TransferTimer {

    private static final double NANOS = 1e9;

    private final long graceNanos;
    private final long bytesPerSecond;
    private final long timeoutNanos;
    private long waitedNanos;
    private long waitingSince;
    private long bytes;

    TransferTimer(Duration grace, DataSize rate, Duration timeout) {
        this.graceNanos = grace.toNanos();
        this.bytesPerSecond = rate.toBytes();
        this.timeoutNanos = timeout.isZero() ? Long.MAX_VALUE : timeout.toNanos();
    }

    /** Begins to wait for the client. */
    void start() {
        waitingSince = System.nanoTime();
    }

    /** Ends to wait for the client, which has transferred some bytes. */
    void stop(int transferred) {
        waitedNanos += System.nanoTime() - waitingSince;
        bytes += transferred;
    }

    boolean isTooSlow() {
        return waitedNanos > timeoutNanos || (waitedNanos > graceNanos && bytes < waitedNanos / NANOS * bytesPerSecond);
    }
}
