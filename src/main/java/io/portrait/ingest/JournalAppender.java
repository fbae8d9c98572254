package io.portrait.ingest;

import io.portrait.ingest.IntakeUnavailableException.UnavailableReason;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
class JournalAppender implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JournalAppender.class);
    private static final long POLL_MILLIS = 100;
    private static final long BACKPRESSURE_POLL_NANOS = 5_000_000;

    private record AppendRequest(List<ParsedEvent> parsedEvents, CompletableFuture<List<EventOutcome>> outcomes) {}

    private final JournalWriter journalWriter;
    private final RecentEntriesCache recentEntries;
    private final IngestProperties limits;
    private final IntakeMeters meters;
    private final Clock clock;
    private final BlockingQueue<AppendRequest> queue = new LinkedBlockingQueue<>();
    private final Semaphore freeSlots;
    private volatile boolean running;
    private @Nullable Thread worker;

    JournalAppender(
            JournalWriter journalWriter,
            RecentEntriesCache recentEntries,
            IngestProperties limits,
            IntakeMeters meters,
            Clock clock) {
        this.journalWriter = journalWriter;
        this.recentEntries = recentEntries;
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
        this.freeSlots = new Semaphore(limits.maxQueuedEvents());
        meters.registerQueueGauge(this::queuedEvents);
    }

    /** Events that wait for the journal, or are being written. */
    int queuedEvents() {
        return limits.maxQueuedEvents() - freeSlots.availablePermits();
    }

    CompletableFuture<List<EventOutcome>> submit(List<ParsedEvent> parsedEvents) {
        if (!running) {
            throw new IntakeUnavailableException(
                    UnavailableReason.JOURNAL_UNAVAILABLE, "the service is stopping", null);
        }
        if (!freeSlots.tryAcquire(parsedEvents.size())) {
            throw new IntakeUnavailableException(
                    UnavailableReason.OVERLOADED,
                    limits.maxQueuedEvents() + " events wait for the journal already",
                    null);
        }
        AppendRequest request = new AppendRequest(parsedEvents, new CompletableFuture<>());
        queue.add(request);
        return request.outcomes();
    }

    private void run() {
        while (running || !queue.isEmpty()) {
            List<AppendRequest> group = nextGroup();
            if (!group.isEmpty()) {
                applyBackpressure();
                write(group);
                freeSlots.release(size(group));
            }
        }
    }

    private List<AppendRequest> nextGroup() {
        List<AppendRequest> group = new ArrayList<>();
        int events = 0;
        try {
            for (AppendRequest next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    next != null;
                    next = queue.poll()) {
                group.add(next);
                events += next.parsedEvents().size();
                if (events >= limits.maxCommitSize()) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            log.warn("The journal's writer was interrupted");
        }
        return group;
    }

    /** Holds the senders back where the profiles lag behind, but not for ever: a shard may be stuck. */
    private void applyBackpressure() {
        long deadline = System.nanoTime() + limits.maxBackpressure().toNanos();
        while (running && System.nanoTime() < deadline && needsBackpressure()) {
            LockSupport.parkNanos(BACKPRESSURE_POLL_NANOS);
        }
    }

    /** Returns whether the profile projection is running and lags behind nevertheless. */
    private boolean needsBackpressure() {
        Instant now = clock.instant();
        return recentEntries.lag(now).compareTo(limits.backpressureLag()) > 0
                && recentEntries.lastRead().isAfter(now.minus(limits.maxBackpressure()));
    }

    private static int size(List<AppendRequest> group) {
        return group.stream().mapToInt(request -> request.parsedEvents().size()).sum();
    }

    private void write(List<AppendRequest> group) {
        try {
            List<ParsedEvent> parsedEvents = group.stream()
                    .flatMap(request -> request.parsedEvents().stream())
                    .toList();
            Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
            List<EventOutcome> outcomes = meters.timeAppend(() -> journalWriter.append(parsedEvents, receivedAt));
            completeAll(group, outcomes);
        } catch (NonTransientDataAccessException e) {
            writeSeparately(group, e);
        } catch (DataAccessException | TransactionException | IllegalStateException e) {
            fail(group, e);
        } catch (RuntimeException e) {
            log.error("A fault of ours in the journal's writer, which goes on", e);
            writeSeparately(group, e);
        }
    }

    private static void completeAll(List<AppendRequest> group, List<EventOutcome> outcomes) {
        int from = 0;
        for (AppendRequest request : group) {
            int to = from + request.parsedEvents().size();
            request.outcomes().complete(List.copyOf(outcomes.subList(from, to)));
            from = to;
        }
    }

    /** One request's events may be what is refused or what we cannot handle; the others must not suffer for it. */
    private void writeSeparately(List<AppendRequest> group, RuntimeException e) {
        if (group.size() == 1 || e instanceof NonTransientDataAccessResourceException) {
            fail(group, e);
        } else {
            group.forEach(request -> write(List.of(request)));
        }
    }

    private static void fail(List<AppendRequest> group, RuntimeException e) {
        String remedy = JdbcErrors.isDiskFull(e) ? "; free some space on the database's disk" : "";
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
