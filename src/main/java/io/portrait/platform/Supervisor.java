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
final class Supervisor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Postmaster postmaster;
    private final Duration startTimeout;
    private final Thread thread;

    private Supervisor(Postmaster postmaster, Duration startTimeout) {
        this.postmaster = postmaster;
        this.startTimeout = startTimeout;
        this.thread = Thread.ofPlatform().daemon().name("postgres-supervisor").unstarted(this::watch);
    }

    static Supervisor of(Postmaster postmaster, Duration startTimeout) {
        Supervisor supervisor = new Supervisor(postmaster, startTimeout);
        supervisor.thread.start();
        return supervisor;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                if (!postmaster.isAlive()) {
                    revive();
                }
            }
        } catch (InterruptedException _) {
            log.debug("The embedded PostgreSQL is no longer watched");
        }
    }

    private void revive() throws InterruptedException {
        log.error("The embedded PostgreSQL has died. It is started again; until then requests are answered 503");
        long since = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (!isStarted(pause)) {
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        log.warn("The embedded PostgreSQL is back after {} ms", (System.nanoTime() - since) / 1_000_000);
    }

    /** A server that lives but was not ready in time is recovering; to start a second one would not help it. */
    private boolean isStarted(Duration pause) throws InterruptedException {
        try {
            postmaster.start(startTimeout);
            return true;
        } catch (IOException e) {
            log.error(
                    "The embedded PostgreSQL does not start, the next try is in {} ms: {}",
                    pause.toMillis(),
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
