package io.portrait.serving.models;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A mutable model behind a fair read-write lock: one projection changes it in small steps, many requests read it. Safe for
 * threads.
 *
 * @param <M> the type of the model
 */
class LockedModel<M> {

    private final Supplier<M> empty;
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private M model;
    private volatile boolean ready;
    private volatile Optional<Instant> asOf = Optional.empty();

    /**
     * An empty model.
     *
     * @param empty creates a model that has learned nothing
     */
    LockedModel(Supplier<M> empty) {
        this.empty = empty;
        this.model = empty.get();
    }

    /** Evaluates a query under the read lock. */
    final <T> T read(Function<M, T> query) {
        lock.readLock().lock();
        try {
            return query.apply(model);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Changes the model under the write lock; waits for running reads. */
    final void write(Consumer<M> change) {
        lock.writeLock().lock();
        try {
            change.accept(model);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** A check whether the model has learned all that it can, so that its answers can be used. */
    final boolean isReady() {
        return ready;
    }

    /** Sets whether the model has learned all that it can. */
    final void setReady(boolean isReady) {
        ready = isReady;
    }

    /** The time before which every accepted event is learned; empty before the first batch after a start. */
    final Optional<Instant> asOf() {
        return asOf;
    }

    /** Sets the time before which every accepted event is learned. */
    final void setAsOf(Instant time) {
        asOf = Optional.of(time);
    }

    /** Replaces the model by an empty one, which is not ready. */
    final void reset() {
        ready = false;
        asOf = Optional.empty();
        replace(empty.get());
    }

    /** Takes over the model of another owner, which must not be used any more and has learned at least as much. */
    final void takeOver(LockedModel<M> other) {
        replace(other.read(replacement -> replacement));
        ready = other.ready;
    }

    /** Replaces the model. */
    final void replace(M replacement) {
        lock.writeLock().lock();
        try {
            model = replacement;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
