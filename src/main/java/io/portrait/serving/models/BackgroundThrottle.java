package io.portrait.serving.models;

import io.portrait.kernel.ForegroundActivity;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A limit on the CPU share of one background thread, which owns it. Each unit of work adds a debt of sleep in proportion. The
 * thread prefers to sleep while foreground work is active; if foreground work never ends, or the debt exceeds 0.5 s, it sleeps
 * regardless. Work done during foreground activity costs three times the debt.
 */
final class BackgroundThrottle {

    private static final long MAX_DEBT_NANOS = 500_000_000;
    private static final long SLEEP_MILLIS = 5;

    /** The factor on the debt of work that is done during foreground activity. */
    private static final double FOREGROUND_PENALTY = 3;

    private final ForegroundActivity foreground;
    private final double sleepPerWork;
    private final BooleanSupplier stopping;
    private boolean unlimited;
    private long debtNanos;

    /**
     * A throttle without debt.
     *
     * @param cpuShare the share of the time in which to work, in (0, 1]
     * @param stopping whether the thread is about to stop, so that it no longer sleeps
     */
    BackgroundThrottle(ForegroundActivity foreground, double cpuShare, BooleanSupplier stopping) {
        this.foreground = foreground;
        this.sleepPerWork = 1 / cpuShare - 1;
        this.stopping = stopping;
    }

    /** Runs a task and adds its debt. */
    void run(Runnable task) {
        long startNanos = System.nanoTime();
        task.run();
        addDebtSince(startNanos);
    }

    /** Runs a task with a result and adds its debt. */
    <T> T call(Supplier<T> task) {
        long startNanos = System.nanoTime();
        T result = task.get();
        addDebtSince(startNanos);
        return result;
    }

    /** Runs a task for chunks of a list; sleeps before each chunk if that is due. */
    <T> void runInChunks(List<T> elements, int chunkSize, Consumer<List<T>> task) {
        for (int from = 0; from < elements.size(); from += chunkSize) {
            List<T> chunk = elements.subList(from, Math.min(elements.size(), from + chunkSize));
            sleepIfDue();
            run(() -> task.accept(chunk));
        }
    }

    private void addDebtSince(long startNanos) {
        if (unlimited) {
            return;
        }
        double sleepNanos = (System.nanoTime() - startNanos) * sleepPerWork;
        debtNanos += (long) (foreground.isActive() ? FOREGROUND_PENALTY * sleepNanos : sleepNanos);
    }

    /** Sleeps until the next unit of work may run; returns at once if the thread is stopping or interrupted. */
    void sleepIfDue() {
        if (!stopping.getAsBoolean()) {
            try {
                payDebt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void payDebt() throws InterruptedException {
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

    /** Clears the debt and adds none, or adds debt again: without debt the thread does not sleep. */
    void setUnlimited(boolean isUnlimited) {
        unlimited = isUnlimited;
        if (isUnlimited) {
            clearDebt();
        }
    }

    /** Clears the debt, because there was no work for a while. */
    void clearDebt() {
        debtNanos = 0;
    }
}
