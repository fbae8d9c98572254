package io.portrait.serving.models;

import java.io.DataOutput;
import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** A model that one follower changes, a little at a time, while many read: who changes it waits as long as somebody reads. */
final class LockedModel<M> {

    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private M model;

    LockedModel(M model) {
        this.model = model;
    }

    <T> T read(Function<M, T> query) {
        lock.readLock().lock();
        try {
            return query.apply(model);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** How a model writes itself. */
    interface ModelWriter<M> {

        void write(M model, DataOutput out) throws IOException;
    }

    /** Writes the model as it is now: as long as that takes, others may read it and none may change it. */
    void write(DataOutput out, ModelWriter<M> writer) throws IOException {
        lock.readLock().lock();
        try {
            writer.write(model, out);
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
    void replace(M replacement) {
        lock.writeLock().lock();
        try {
            model = replacement;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
