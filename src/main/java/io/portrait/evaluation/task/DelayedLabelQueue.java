package io.portrait.evaluation.task;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Examples whose labels are not known yet. All labels come after the same delay, so they come in the order of their
 * examples.
 *
 * @param <T> a kind of example
 */
public final class DelayedLabelQueue<T> {

    private record PendingLabelEntry<T>(long dueMicros, T example) {}

    private final long delayMicros;
    private final Queue<PendingLabelEntry<T>> pending = new ArrayDeque<>();

    /** All labels come after this. */
    public DelayedLabelQueue(Duration delay) {
        this.delayMicros = delay.toNanos() / 1_000;
    }

    /**
     * An example that was predicted; without a delay its label is there at the next look.
     *
     * @param micros when it happened, not before those that were added earlier
     */
    public void add(long micros, T example) {
        pending.add(new PendingLabelEntry<>(micros + delayMicros, example));
    }

    /** Gives out, in order, the examples whose label has come by now. */
    public void release(long nowMicros, Consumer<T> learn) {
        PendingLabelEntry<T> next = pending.peek();
        while (next != null && next.dueMicros() <= nowMicros) {
            learn.accept(pending.remove().example());
            next = pending.peek();
        }
    }
}
