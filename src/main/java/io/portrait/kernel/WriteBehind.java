package io.portrait.kernel;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A write-behind buffer: callers change it in memory, and a flush hands its content to a slow store. If the store fails, the
 * content is merged back and the next flush tries again; only a crash loses it. Changes never wait for the store. Safe for
 * threads.
 *
 * @param <B> the type of the content, mutable: a list of records, a map of counts, an array of sums
 */
public final class WriteBehind<B> {

    private final Supplier<B> empty;
    private final BinaryOperator<B> merge;
    private final Consumer<B> store;
    private final Lock contentLock = new ReentrantLock();
    private final Lock storeLock = new ReentrantLock();
    private B content;

    /**
     * An empty buffer.
     *
     * @param empty creates empty content
     * @param merge combines the older content, which is the first argument, with the newer; it may change and return the first
     * @param store writes content; throws an unchecked exception if it could not write any of it
     */
    public WriteBehind(Supplier<B> empty, BinaryOperator<B> merge, Consumer<B> store) {
        this.empty = empty;
        this.merge = merge;
        this.store = store;
        this.content = empty.get();
    }

    /**
     * Changes the content.
     *
     * @param change runs under the buffer's lock, so it must be short
     * @return what the change returns, for example whether there was room
     */
    public <R> R update(Function<? super B, R> change) {
        contentLock.lock();
        try {
            return change.apply(content);
        } finally {
            contentLock.unlock();
        }
    }

    /**
     * Writes the content. One flush runs at a time; a second one waits and then writes what came since.
     *
     * @throws RuntimeException what the store has thrown; the content is kept then
     */
    public void flush() {
        storeLock.lock();
        try {
            B taken = swap();
            boolean written = false;
            try {
                store.accept(taken);
                written = true;
            } finally {
                if (!written) {
                    restore(taken);
                }
            }
        } finally {
            storeLock.unlock();
        }
    }

    private B swap() {
        contentLock.lock();
        try {
            B taken = content;
            content = empty.get();
            return taken;
        } finally {
            contentLock.unlock();
        }
    }

    private void restore(B taken) {
        contentLock.lock();
        try {
            content = merge.apply(taken, content);
        } finally {
            contentLock.unlock();
        }
    }
}
