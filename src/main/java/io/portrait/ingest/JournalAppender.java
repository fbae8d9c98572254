package io.portrait.ingest;

import io.portrait.ingest.IntakeUnavailableException.UnavailableReason;
import io.portrait.kernel.BackgroundLoop;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Group commit: one thread writes all waiting requests in one transaction, so that one flush to disk serves many requests.
 * More threads would not help, because appends are serialized by the lock of the journal's head.
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
    private final BackgroundLoop loop = new BackgroundLoop("journal-appender", () -> {}, new AppendTask());

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

    /** The number of events that wait to be written or are being written. */
    int queuedEvents() {
        return limits.maxQueuedEvents() - freeSlots.availablePermits();
    }

    /**
     * Queues the events of one request.
     *
     * @throws IntakeUnavailableException if the queue is full or the service is stopping
     */
    CompletableFuture<List<EventOutcome>> submit(List<ParsedEvent> parsedEvents) {
        if (!loop.isRunning() || loop.isStopping()) {
            throw new IntakeUnavailableException(
                    UnavailableReason.JOURNAL_UNAVAILABLE, "the service is stopping", null);
        }
        if (!freeSlots.tryAcquire(parsedEvents.size())) {
            throw new IntakeUnavailableException(
                    UnavailableReason.OVERLOADED,
                    "%d events are waiting already, the limit is %d: send the events again later"
                            .formatted(queuedEvents(), limits.maxQueuedEvents()),
                    null);
        }
        AppendRequest request = new AppendRequest(parsedEvents, new CompletableFuture<>());
        queue.add(request);
        return request.outcomes();
    }

    private final class AppendTask implements BackgroundLoop.Task {

        @Override
        public long step() throws InterruptedException {
            writeNextGroup(POLL_MILLIS);
            return 0;
        }

        @Override
        public long failed(RuntimeException failure) {
            log.error("Internal error in the journal appender, which continues", failure);
            return 0;
        }

        /** Writes the requests that are still queued. */
        @Override
        public void stopped() {
            try {
                while (!queue.isEmpty()) {
                    writeNextGroup(0);
                }
            } catch (InterruptedException _) {
                log.warn("The journal appender was interrupted while stopping");
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeNextGroup(long waitMillis) throws InterruptedException {
        List<AppendRequest> group = nextGroup(waitMillis);
        if (!group.isEmpty()) {
            applyBackpressure();
            write(group);
            freeSlots.release(size(group));
        }
    }

    private List<AppendRequest> nextGroup(long waitMillis) throws InterruptedException {
        List<AppendRequest> group = new ArrayList<>();
        int events = 0;
        for (AppendRequest next = queue.poll(waitMillis, TimeUnit.MILLISECONDS); next != null; next = queue.poll()) {
            group.add(next);
            events += next.parsedEvents().size();
            if (events >= limits.maxCommitSize()) {
                break;
            }
        }
        return group;
    }

    /** Delays the senders while the profiles lag behind. The delay is limited, because a shard may be stuck. */
    private void applyBackpressure() {
        long deadline = System.nanoTime() + limits.maxBackpressure().toNanos();
        while (!loop.isStopping() && System.nanoTime() < deadline && needsBackpressure()) {
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
            log.error("Internal error while writing to the journal", e);
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

    /** Writes each request in its own transaction, so that a request that fails does not affect the others. */
    private void writeSeparately(List<AppendRequest> group, RuntimeException e) {
        if (group.size() == 1 || e instanceof NonTransientDataAccessResourceException) {
            fail(group, e);
        } else {
            group.forEach(request -> write(List.of(request)));
        }
    }

    private static void fail(List<AppendRequest> group, RuntimeException e) {
        String remedy = JdbcErrors.isDiskFull(e) ? "; free some space on the database's disk" : "";
        log.warn("{} requests could not be written to the journal{}: {}", group.size(), remedy, e.toString());
        group.forEach(request -> request.outcomes().completeExceptionally(e));
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** Starts before the web server and stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
