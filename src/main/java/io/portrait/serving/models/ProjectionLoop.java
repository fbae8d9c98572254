package io.portrait.serving.models;

import io.portrait.kernel.BackgroundPriority;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Looks again and again, on a thread of its own, at what the journal has further; rests where there is nothing. */
abstract class ProjectionLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ProjectionLoop.class);
    private static final long RETRY_MILLIS = 500;

    private final String name;
    private final BackgroundPriority priority;
    private CountDownLatch stopping = new CountDownLatch(1);
    private Optional<Thread> thread = Optional.empty();

    /** The name is the thread's, too. */
    ProjectionLoop(String name, BackgroundPriority priority) {
        this.name = name;
        this.priority = priority;
    }

    /** Takes what comes next; says for how many milliseconds to rest after it. */
    abstract long poll();

    /** What is in memory may be half of something: the next look begins where it is sure. */
    abstract void invalidate();

    /** Comes after the last look: what is not stored now is learned again at the next start. */
    void onStop() {}

    @Override
    public final void start() {
        stopping = new CountDownLatch(1);
        invalidate();
        thread = Optional.of(Thread.ofPlatform().name(name).start(this::run));
    }

    @Override
    public final boolean isRunning() {
        return thread.isPresent();
    }

    @Override
    public final void stop() {
        stopping.countDown();
        thread.ifPresent(ProjectionLoop::join);
        thread = Optional.empty();
    }

    final boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        priority.applyToCurrentThread();
        boolean stopped = false;
        while (!stopped) {
            stopped = awaitStop(pollSafely());
        }
        stopSafely();
    }

    private void stopSafely() {
        try {
            onStop();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The {} did not store what it has learned; that is learned again: {}", name, e.toString());
        }
    }

    /** One look; says how long to rest after it. */
    private long pollSafely() {
        try {
            return poll();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The {} waits for the database: {}", name, e.toString());
        } catch (RuntimeException e) {
            log.error("The {} could not go on; it forgets what is in memory and begins again", name, e);
            invalidate();
        }
        return RETRY_MILLIS;
    }

    /** Waits; says whether the end has come. */
    private boolean awaitStop(long millis) {
        try {
            return stopping.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
