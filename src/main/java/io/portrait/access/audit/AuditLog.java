package io.portrait.access.audit;

import io.portrait.kernel.BackgroundLoop;
import io.portrait.kernel.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
 * The writer of the audit log. Operations are appended in their own transaction, so an operation and its entry are
 * committed together. Requests are queued after their response and written in batches within a second. If the process
 * is killed, the queued events are lost; the log shows this as a {@code service-started} entry without a preceding
 * {@code service-stopped}. A queue slot is reserved before a request is processed: while the log cannot be written,
 * requests that must be audited are rejected and not answered without an entry.
 */
@Component
public class AuditLog implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final int QUEUE_CAPACITY = 10_000;
    private static final int MAX_BATCH = 1_000;
    private static final long RESERVE_TIMEOUT_MILLIS = 2_000;
    private static final long BATCH_DELAY_MILLIS = 100;
    private static final long RETRY_DELAY_MILLIS = 500;
    private static final long STOP_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final JdbcAuditStore store;
    private final AuditProperties properties;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final BlockingQueue<AuditEvent> queue = new LinkedBlockingQueue<>();
    private final Semaphore freeSlots = new Semaphore(QUEUE_CAPACITY);
    private final BackgroundLoop writer = new BackgroundLoop("audit-log", () -> {}, new Writer());

    AuditLog(
            JdbcAuditStore store,
            AuditProperties properties,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Appends an operation within the running transaction; the log stays locked until the transaction ends. */
    public void append(AuditEvent event) {
        store.append(List.of(event), now());
    }

    /**
     * Reserves a queue slot for one event.
     *
     * @throws AuditUnavailableException if the queue is still full after two seconds
     */
    public void reserveSlot() {
        try {
            if (!freeSlots.tryAcquire(RESERVE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new AuditUnavailableException(
                        "the audit queue is full: %d events are waiting".formatted(QUEUE_CAPACITY));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("the service is stopping");
        }
    }

    /** Queues the event of a request that has reserved a slot. */
    public void enqueue(AuditEvent event) {
        queue.add(event);
    }

    /** The task of the writer thread: writes the queued events, at most {@value #MAX_BATCH} per transaction. */
    private final class Writer implements BackgroundLoop.Task {

        private final List<AuditEvent> batch = new ArrayList<>();

        @Override
        public long step() {
            queue.drainTo(batch, MAX_BATCH - batch.size());
            boolean isFull = batch.size() == MAX_BATCH;
            if (!batch.isEmpty()) {
                transactions.executeWithoutResult(status -> store.append(batch, now()));
                freeSlots.release(batch.size());
                batch.clear();
            }
            return isFull ? 0 : BATCH_DELAY_MILLIS;
        }

        @Override
        public long failed(RuntimeException failure) {
            log.warn("The audit log cannot be written, retrying: {}", failure.toString());
            return RETRY_DELAY_MILLIS;
        }

        /** Writes the remaining events; gives up after ten seconds. */
        @Override
        public void stopped() {
            long deadline = System.nanoTime() + STOP_TIMEOUT_NANOS;
            while (!queue.isEmpty() || !batch.isEmpty()) {
                if (System.nanoTime() >= deadline) {
                    log.error(
                            "{} events were not written to the audit log before the stop timeout",
                            batch.size() + queue.size());
                    return;
                }
                try {
                    step();
                } catch (DataAccessException | TransactionException e) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(failed(e)));
                }
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Scheduled(initialDelay = 10, fixedDelay = 24 * 60, timeUnit = TimeUnit.MINUTES)
    void deleteExpired() {
        transactions.executeWithoutResult(status -> store.deleteExpired(clock.instant(), properties.retention()));
    }

    @Override
    public void start() {
        freeSlots.drainPermits();
        freeSlots.release(QUEUE_CAPACITY - 1);
        enqueue(AuditEvent.ofOperation("service-started", Caller.SERVICE, null));
        writer.start();
    }

    @Override
    public void stop() {
        enqueue(AuditEvent.ofOperation("service-stopped", Caller.SERVICE, null));
        writer.stop();
    }

    @Override
    public boolean isRunning() {
        return writer.isRunning();
    }

    /** A phase before the web server: the log starts before it and stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
