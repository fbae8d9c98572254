package io.portrait.access;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who did what. Deeds are appended in the transaction that does them: neither is there without the other. Requests are
 * noted after their answer and written together, within a second; what waits then is lost if the process is killed, and a
 * start without a stop before it in the log says when that may have been. Room for a note is taken before the request is
 * answered: when the log cannot be written, requests that must be noted are refused, rather than answered unnoted.
 */
@Component
public class AuditLog implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final int WAITING = 10_000;
    private static final int BATCH = 1_000;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final long GATHER_MILLIS = 100;
    private static final long RETRY_MILLIS = 500;
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final JdbcAuditStore store;
    private final AccessProperties properties;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final BlockingQueue<AuditEvent> waiting = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(WAITING);
    private volatile boolean running;
    private @Nullable Thread writer;

    AuditLog(
            JdbcAuditStore store,
            AccessProperties properties,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Appends a deed within the transaction that does it; the log stays locked to its end. */
    void append(AuditEvent event) {
        store.append(List.of(event), now());
    }

    /**
     * Takes room for one note.
     *
     * @throws AuditUnavailableException if there is none
     */
    public void reserve() {
        try {
            if (!room.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new AuditUnavailableException(WAITING + " notes wait for the audit log already");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("the service is stopping");
        }
    }

    /** Notes a request for which room was taken; it is written soon. */
    public void note(AuditEvent event) {
        waiting.add(event);
    }

    private void run() {
        List<AuditEvent> batch = new ArrayList<>();
        long stopBy = Long.MAX_VALUE;
        while (running || !waiting.isEmpty() || !batch.isEmpty()) {
            if (!running && stopBy == Long.MAX_VALUE) {
                stopBy = System.nanoTime() + STOP_NANOS;
            }
            if (System.nanoTime() >= stopBy) {
                log.error("{} requests could not be noted in the audit log", batch.size() + waiting.size());
                return;
            }
            gather(batch);
            if (!batch.isEmpty() && isWritten(batch)) {
                room.release(batch.size());
                batch.clear();
            }
        }
    }

    private void gather(List<AuditEvent> batch) {
        try {
            if (batch.isEmpty()) {
                AuditEvent first = waiting.poll(GATHER_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    TimeUnit.MILLISECONDS.sleep(running ? GATHER_MILLIS : 0);
                }
            } else {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
            waiting.drainTo(batch, BATCH - batch.size());
        } catch (InterruptedException e) {
            log.warn("The audit log's writer was interrupted");
        }
    }

    private boolean isWritten(List<AuditEvent> batch) {
        try {
            transactions.executeWithoutResult(status -> store.append(batch, now()));
            return true;
        } catch (DataAccessException | TransactionException e) {
            log.warn("The audit log waits for the database: {}", e.toString());
            return false;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Scheduled(initialDelay = 10, fixedDelay = 24 * 60, timeUnit = TimeUnit.MINUTES)
    void forget() {
        Instant before = clock.instant().minus(properties.auditRetention());
        transactions.executeWithoutResult(status -> store.forget(before));
    }

    @Override
    public void start() {
        running = true;
        room.drainPermits();
        room.release(WAITING - 1);
        note(AuditEvent.of("service-started", Caller.SERVICE, null));
        writer = Thread.ofPlatform().name("audit-log").start(this::run);
    }

    @Override
    public void stop() {
        note(AuditEvent.of("service-stopped", Caller.SERVICE, null));
        running = false;
        try {
            if (writer != null) {
                writer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before the web server and stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
