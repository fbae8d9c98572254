package io.portrait.shared;

import java.io.DataOutput;
import java.io.IOException;
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

    /** How a model writes itself. */
    interface Writing<M> {

        void write(M model, DataOutput out) throws IOException;
    }

    /** Writes the model as it is now: as long as that takes, others may read it and none may change it. */
    void write(DataOutput out, Writing<M> writing) throws IOException {
        lock.readLock().lock();
        try {
            writing.write(model, out);
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
