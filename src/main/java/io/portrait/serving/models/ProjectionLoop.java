package io.portrait.serving.models;

import io.portrait.kernel.BackgroundLoop;
import io.portrait.kernel.BackgroundPriority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The background loop of a projection: it polls its source, waits out database failures, and reloads after other failures. */
abstract class ProjectionLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ProjectionLoop.class);
    private static final long RETRY_MILLIS = 500;

    private final String name;
    private final BackgroundLoop loop;

    /**
     * A loop that is not started yet.
     *
     * @param name the name of its thread
     */
    ProjectionLoop(String name, BackgroundPriority priority) {
        this.name = name;
        this.loop = new BackgroundLoop(name, priority, new PollingTask());
    }

    private final class PollingTask implements BackgroundLoop.Task {

        @Override
        public long step() {
            return poll();
        }

        @Override
        public long failed(RuntimeException failure) {
            if (isDatabaseFailure(failure)) {
                log.warn("{} waits for the database: {}", name, failure.toString());
            } else {
                log.error("{} failed; it reloads its models and continues", name, failure);
                invalidate();
            }
            return RETRY_MILLIS;
        }

        @Override
        public void stopped() {
            try {
                onStop();
            } catch (DataAccessException | TransactionException e) {
                log.warn("{} did not store its models; the next start learns them again: {}", name, e.toString());
            }
        }
    }

    private static boolean isDatabaseFailure(RuntimeException failure) {
        return failure instanceof DataAccessException || failure instanceof TransactionException;
    }

    /** Projects the next entries; returns the milliseconds to sleep before the next poll. */
    abstract long poll();

    /** Marks the models in memory as incomplete, so that the next poll loads them again. */
    abstract void invalidate();

    /** Runs after the last poll, on the same thread. */
    void onStop() {}

    @Override
    public final void start() {
        invalidate();
        loop.start();
    }

    @Override
    public final boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public final void stop() {
        loop.stop();
    }

    /** A check whether the loop is about to stop. */
    final boolean isStopping() {
        return loop.isStopping();
    }
}
