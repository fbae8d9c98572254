package io.portrait.shared;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** A model that one follower changes, a little at a time, while many read: who changes it waits as long as somebody reads. */
final class Guarded<M> {

    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private M model;

    Guarded(M model) {
        this.model = model;
    }

    <T> T read(Function<M, T> question) {
        lock.readLock().lock();
        try {
            return question.apply(model);
        } finally {
            lock.readLock().unlock();
        }
    }

    void write(Consumer<M> change) {
        lock.writeLock().lock();
        try {
            change.accept(model);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Goes on with another. */
    void replace(M other) {
        lock.writeLock().lock();
        try {
            model = other;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
