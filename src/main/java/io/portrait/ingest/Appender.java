package io.portrait.ingest;

import io.portrait.ingest.IntakeUnavailableException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Group commit: what waits is written in one transaction, so that a flush to disk serves many requests. One thread, for
 * appends take turns at the journal's head anyway.
 */
@Component
class Appender implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Appender.class);
    private static final long POLL_MILLIS = 100;
    private static final long HOLD_NANOS = 5_000_000;

    private record Request(List<Reading> readings, CompletableFuture<List<Outcome>> outcomes) {}

    private final JdbcJournal journal;
    private final IngestProperties limits;
    private final IntakeMeters meters;
    private final BlockingQueue<Request> queue = new LinkedBlockingQueue<>();
    private final Semaphore room;
    private volatile boolean running;
    private @Nullable Thread worker;

    Appender(JdbcJournal journal, IngestProperties limits, IntakeMeters meters) {
        this.journal = journal;
        this.limits = limits;
        this.meters = meters;
        this.room = new Semaphore(limits.maxQueued());
        meters.watchQueue(this::queued);
    }

    /** Events that wait for the journal, or are being written. */
    int queued() {
        return limits.maxQueued() - room.availablePermits();
    }

    CompletableFuture<List<Outcome>> submit(List<Reading> readings) {
        if (!running) {
            throw new IntakeUnavailableException(Reason.JOURNAL_UNAVAILABLE, "the service is stopping", null);
        }
        if (!room.tryAcquire(readings.size())) {
            throw new IntakeUnavailableException(
                    Reason.OVERLOADED, limits.maxQueued() + " events wait for the journal already", null);
        }
        Request request = new Request(readings, new CompletableFuture<>());
        queue.add(request);
        return request.outcomes();
    }

    private void run() {
        while (running || !queue.isEmpty()) {
            List<Request> group = nextGroup();
            if (!group.isEmpty()) {
                awaitProfiles();
                write(group);
                room.release(size(group));
            }
        }
    }

    private List<Request> nextGroup() {
        List<Request> group = new ArrayList<>();
        int events = 0;
        try {
            for (Request next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS); next != null; next = queue.poll()) {
                group.add(next);
                events += next.readings().size();
                if (events >= limits.maxGroup()) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            log.warn("The journal's writer was interrupted");
        }
        return group;
    }

    /** Holds the senders back where the profiles lag behind, but not for ever: a shard may be stuck. */
    private void awaitProfiles() {
        long deadline = System.nanoTime() + limits.maxHold().toNanos();
        while (running && System.nanoTime() < deadline && journal.isAheadOfProfiles()) {
            LockSupport.parkNanos(HOLD_NANOS);
        }
    }

    private static int size(List<Request> group) {
        return group.stream().mapToInt(request -> request.readings().size()).sum();
    }

    private void write(List<Request> group) {
        try {
            List<Reading> readings = group.stream()
                    .flatMap(request -> request.readings().stream())
                    .toList();
            List<Outcome> outcomes = meters.timeAppend(() -> journal.append(readings));
            handOut(group, outcomes);
        } catch (NonTransientDataAccessException e) {
            writeApart(group, e);
        } catch (DataAccessException | TransactionException | IllegalStateException e) {
            fail(group, e);
        } catch (RuntimeException e) {
            log.error("A fault of ours in the journal's writer, which goes on", e);
            writeApart(group, e);
        }
    }

    private static void handOut(List<Request> group, List<Outcome> outcomes) {
        int from = 0;
        for (Request request : group) {
            int to = from + request.readings().size();
            request.outcomes().complete(List.copyOf(outcomes.subList(from, to)));
            from = to;
        }
    }

    /** One request's events may be what is refused or what we cannot handle; the others must not suffer for it. */
    private void writeApart(List<Request> group, RuntimeException e) {
        if (group.size() == 1 || e instanceof NonTransientDataAccessResourceException) {
            fail(group, e);
        } else {
            group.forEach(request -> write(List.of(request)));
        }
    }

    private static void fail(List<Request> group, RuntimeException e) {
        String remedy = JdbcFaults.isDiskFull(e) ? "; free some space on the database's disk" : "";
        log.warn("{} requests could not be journalled{}: {}", group.size(), remedy, e.toString());
        group.forEach(request -> request.outcomes().completeExceptionally(e));
    }

    @Override
    public void start() {
        running = true;
        worker = Thread.ofPlatform().name("journal-appender").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        try {
            if (worker != null) {
                worker.join();
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
