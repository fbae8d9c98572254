package io.portrait.platform;

import io.portrait.kernel.BackgroundLoop;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A supervisor of the embedded server: it restarts a dead server, with exponential backoff while that fails. Meanwhile the
 * connection pool has no server and requests are answered with 503. It is closed before the server is stopped, so that it does
 * not restart a server that was stopped on purpose.
 */
final class PostgresSupervisor implements AutoCloseable, BackgroundLoop.Task {

    private static final Logger log = LoggerFactory.getLogger(PostgresSupervisor.class);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);

    private final Postmaster postmaster;
    private final Duration startTimeout;
    private final BackgroundLoop loop;
    private Duration backoff = FIRST_BACKOFF;
    private boolean restarting;

    private PostgresSupervisor(Postmaster postmaster, Duration startTimeout) {
        this.postmaster = postmaster;
        this.startTimeout = startTimeout;
        this.loop = new BackgroundLoop("postgres-supervisor", () -> {}, this);
    }

    static PostgresSupervisor start(Postmaster postmaster, Duration startTimeout) {
        PostgresSupervisor supervisor = new PostgresSupervisor(postmaster, startTimeout);
        supervisor.loop.start();
        return supervisor;
    }

    @Override
    public long step() throws InterruptedException {
        if (!restarting && postmaster.isAlive()) {
            return CHECK_INTERVAL.toMillis();
        }
        if (!restarting) {
            log.error(
                    "The embedded PostgreSQL has died; it is restarted, and until then requests are answered with 503");
            restarting = true;
            backoff = FIRST_BACKOFF;
        }
        return restart();
    }

    private long restart() throws InterruptedException {
        Duration pause = backoff;
        if (isStarted(pause)) {
            log.warn("The embedded PostgreSQL is running again");
            restarting = false;
            return CHECK_INTERVAL.toMillis();
        }
        Duration doubled = backoff.multipliedBy(2);
        backoff = doubled.compareTo(MAX_BACKOFF) < 0 ? doubled : MAX_BACKOFF;
        return pause.toMillis();
    }

    /** Tries to start the server. A server that is alive but was not ready in time is recovering, so it counts as started. */
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

    @Override
    public long failed(RuntimeException failure) {
        log.error("The state of the embedded PostgreSQL cannot be checked", failure);
        return MAX_BACKOFF.toMillis();
    }

    /** Interrupts a running start and waits until nothing is started any more. */
    @Override
    public void close() {
        loop.interrupt();
    }
}
