package io.portrait.evaluation.task;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * A queue of examples whose labels are not known yet. Every label arrives after the same delay, so labels arrive in the
 * order of their examples. Mutable.
 *
 * @param <T> the type of an example
 */
public final class DelayedLabelQueue<T> {

    private record PendingLabelEntry<T>(long dueMicros, T example) {}

    private final long delayMicros;
    private final Queue<PendingLabelEntry<T>> pending = new ArrayDeque<>();

    /** An empty queue in which every label arrives after the delay. */
    public DelayedLabelQueue(Duration delay) {
        this.delayMicros = delay.toNanos() / 1_000;
    }

    /**
     * Adds a predicted example. Without a delay, the next call of {@link #release} returns it.
     *
     * @param micros time of the example, not before that of an example added earlier
     */
    public void add(long micros, T example) {
        pending.add(new PendingLabelEntry<>(micros + delayMicros, example));
    }

    /** Removes the examples whose label has arrived and passes them on, in order. */
    public void release(long nowMicros, Consumer<T> learn) {
        PendingLabelEntry<T> next = pending.peek();
        while (next != null && next.dueMicros() <= nowMicros) {
            learn.accept(pending.remove().example());
            next = pending.peek();
        }
    }
}
