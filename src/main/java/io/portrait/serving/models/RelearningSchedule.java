package io.portrait.serving.models;

import java.time.Duration;

/** The starts of relearnings: the first one at once, each later one after an interval, so that removals share them. */
final class RelearningSchedule {

    private final long intervalNanos;
    private long lastStartNanos;
    private boolean hasStarted;

    RelearningSchedule(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /** A check whether a relearning may start now. */
    boolean isDue() {
        return !hasStarted || System.nanoTime() - lastStartNanos >= intervalNanos;
    }

    /** A relearning starts now. */
    void start() {
        hasStarted = true;
        lastStartNanos = System.nanoTime();
    }
}
