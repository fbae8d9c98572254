package io.portrait.access.audit;

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
    private volatile boolean running;
    private @Nullable Thread writer;

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

    /** Appends a deed within the transaction that does it; the log stays locked to its end. */
    public void append(AuditEvent event) {
        store.append(List.of(event), now());
    }

    /**
     * Takes room for one note.
     *
     * @throws AuditUnavailableException if there is none
     */
    public void reserveSlot() {
        try {
            if (!freeSlots.tryAcquire(RESERVE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new AuditUnavailableException(QUEUE_CAPACITY + " notes wait for the audit log already");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("the service is stopping");
        }
    }

    /** Notes a request for which room was taken; it is written soon. */
    public void enqueue(AuditEvent event) {
        queue.add(event);
    }

    private void writeLoop() {
        List<AuditEvent> batch = new ArrayList<>();
        long stopDeadline = Long.MAX_VALUE;
        while (running || !queue.isEmpty() || !batch.isEmpty()) {
            if (!running && stopDeadline == Long.MAX_VALUE) {
                stopDeadline = System.nanoTime() + STOP_TIMEOUT_NANOS;
            }
            if (System.nanoTime() >= stopDeadline) {
                log.error("{} requests could not be noted in the audit log", batch.size() + queue.size());
                return;
            }
            fillBatch(batch);
            if (!batch.isEmpty() && tryWrite(batch)) {
                freeSlots.release(batch.size());
                batch.clear();
            }
        }
    }

    private void fillBatch(List<AuditEvent> batch) {
        try {
            if (batch.isEmpty()) {
                AuditEvent first = queue.poll(BATCH_DELAY_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    TimeUnit.MILLISECONDS.sleep(running ? BATCH_DELAY_MILLIS : 0);
                }
            } else {
                TimeUnit.MILLISECONDS.sleep(RETRY_DELAY_MILLIS);
            }
            queue.drainTo(batch, MAX_BATCH - batch.size());
        } catch (InterruptedException e) {
            log.warn("The audit log's writer was interrupted");
        }
    }

    private boolean tryWrite(List<AuditEvent> batch) {
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
    void deleteExpired() {
        Instant cutoff = clock.instant().minus(properties.retention());
        transactions.executeWithoutResult(status -> store.deleteBefore(cutoff));
    }

    @Override
    public void start() {
        running = true;
        freeSlots.drainPermits();
        freeSlots.release(QUEUE_CAPACITY - 1);
        enqueue(AuditEvent.ofOperation("service-started", Caller.SERVICE, null));
        writer = Thread.ofPlatform().name("audit-log").start(this::writeLoop);
    }

    @Override
    public void stop() {
        enqueue(AuditEvent.ofOperation("service-stopped", Caller.SERVICE, null));
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
