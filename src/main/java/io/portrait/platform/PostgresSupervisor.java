package io.portrait.platform;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded server again when it has died, with longer and longer pauses while that fails. Meanwhile the pool
 * finds no server, so requests are answered 503. It is closed before the server is stopped, and so never starts again what
 * was meant to end.
 */
final class PostgresSupervisor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresSupervisor.class);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);

    private final Postmaster postmaster;
    private final Duration startTimeout;
    private final Thread thread;

    private PostgresSupervisor(Postmaster postmaster, Duration startTimeout) {
        this.postmaster = postmaster;
        this.startTimeout = startTimeout;
        this.thread = Thread.ofPlatform().daemon().name("postgres-supervisor").unstarted(this::watch);
    }

    static PostgresSupervisor start(Postmaster postmaster, Duration startTimeout) {
        PostgresSupervisor supervisor = new PostgresSupervisor(postmaster, startTimeout);
        supervisor.thread.start();
        return supervisor;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(CHECK_INTERVAL);
                if (!postmaster.isAlive()) {
                    restart();
                }
            }
        } catch (InterruptedException _) {
            log.debug("The embedded PostgreSQL is no longer watched");
        }
    }

    private void restart() throws InterruptedException {
        log.error("The embedded PostgreSQL has died. It is started again; until then requests are answered 503");
        long startNanos = System.nanoTime();
        Duration backoff = FIRST_BACKOFF;
        while (!isStarted(backoff)) {
            Thread.sleep(backoff);
            backoff = backoff.multipliedBy(2).compareTo(MAX_BACKOFF) < 0 ? backoff.multipliedBy(2) : MAX_BACKOFF;
        }
        log.warn("The embedded PostgreSQL is back after {} ms", (System.nanoTime() - startNanos) / 1_000_000);
    }

    /** A server that lives but was not ready in time is recovering; to start a second one would not help it. */
    private boolean isStarted(Duration backoff) throws InterruptedException {
        try {
            postmaster.start(startTimeout);
            return true;
        } catch (IOException e) {
            log.error(
                    "The embedded PostgreSQL does not start, the next try is in {} ms: {}",
                    backoff.toMillis(),
                    e.getMessage());
            return postmaster.isAlive();
        }
    }

    /** Comes back when nothing is started any more. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
