package io.portrait.serving.models;

import io.portrait.kernel.ForegroundActivity;
import java.util.function.Supplier;

/**
 * The time of a thread whose work can wait: for what it works it owes a rest. It takes its rests while others have the right of
 * way, and works while they have not; only where they never rest, or it owes too much, it goes by what it owes alone, and
 * owes more for what it works in their way. Owned by that thread.
 */
final class BackgroundThrottle {

    private static final long MAX_DEBT_NANOS = 500_000_000;
    private static final long SLEEP_MILLIS = 5;

    /** How much more is owed for work in the way of others: they never rest, so there is no time to share. */
    private static final double FOREGROUND_PENALTY = 3;

    private final ForegroundActivity foreground;
    private final double sleepPerWork;
    private long debtNanos;

    /** @param cpuShare the part of the time in which to work, in (0, 1] */
    BackgroundThrottle(ForegroundActivity foreground, double cpuShare) {
        this.foreground = foreground;
        this.sleepPerWork = 1 / cpuShare - 1;
    }

    /** Works, and owes a rest for it. */
    void run(Runnable task) {
        long startNanos = System.nanoTime();
        task.run();
        addDebtSince(startNanos);
    }

    /** Works for something, and owes a rest for it. */
    <T> T call(Supplier<T> task) {
        long startNanos = System.nanoTime();
        T result = task.get();
        addDebtSince(startNanos);
        return result;
    }

    private void addDebtSince(long startNanos) {
        double sleepNanos = (System.nanoTime() - startNanos) * sleepPerWork;
        debtNanos += (long) (foreground.isActive() ? FOREGROUND_PENALTY * sleepNanos : sleepNanos);
    }

    /** Rests until it is time for the next piece. */
    void payDebt() throws InterruptedException {
        while (debtNanos > 0 && (foreground.isActive() || debtNanos > MAX_DEBT_NANOS)) {
            long startNanos = System.nanoTime();
            if (foreground.isActive()) {
                foreground.awaitIdle(debtNanos);
            } else {
                Thread.sleep(SLEEP_MILLIS);
            }
            debtNanos -= System.nanoTime() - startNanos;
        }
    }

    /** There was nothing to do for a while: nothing is owed any more. */
    void clearDebt() {
        debtNanos = 0;
    }
}
