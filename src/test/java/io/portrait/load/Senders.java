package io.portrait.load;

import io.portrait.load.EventSource.Batch;
import io.portrait.load.Service.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends batches from several threads. In the open loop each batch has its time, and its latency counts from that time
 * even if it could not be sent then: that is the correction for coordinated omission.
 */
final class Senders {

    private static final long BACK_OFF_NANOS = 200_000_000;

    private final Service service;
    private final EventSource source;
    private final Measures measures;
    private final LoadOptions options;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;
    private volatile Schedule schedule;

    Senders(Service service, EventSource source, Measures measures, LoadOptions options) {
        this.service = service;
        this.source = source;
        this.measures = measures;
        this.options = options;
        this.schedule = new Schedule(options);
    }

    /** When each batch is due, from now on. */
    private static final class Schedule {

        private final long startNanos = System.nanoTime();
        private final double nanosPerBatch;
        private final AtomicLong batches = new AtomicLong();

        Schedule(LoadOptions options) {
            nanosPerBatch = options.rate() == 0 ? 0 : 1e9 * options.batch() / options.rate();
        }

        long nextNanos() {
            return startNanos + (long) (batches.getAndIncrement() * nanosPerBatch);
        }
    }

    /** Forgets what is overdue, for a service that was cold could not keep up with the schedule. */
    void beginAnew() {
        schedule = new Schedule(options);
    }

    void start() {
        beginAnew();
        for (int i = 0; i < options.senders(); i++) {
            threads.add(Thread.ofPlatform().name("sender-" + i).start(this::run));
        }
    }

    void stop() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void run() {
        while (running) {
            long dueNanos = awaitTurn();
            Optional<Batch> batch = source.next();
            if (batch.isEmpty()) {
                return;
            }
            send(batch.get(), dueNanos);
        }
    }

    private long awaitTurn() {
        if (options.rate() == 0) {
            return System.nanoTime();
        }
        long due = schedule.nextNanos();
        Due.await(due, () -> running);
        return due;
    }

    private void send(Batch batch, long dueNanos) {
        long from = options.rate() == 0 ? System.nanoTime() : dueNanos;
        while (running) {
            Answer answer = service.postEvents(batch.body());
            measures.requests.increment();
            if (answer.isSuccess()) {
                Measures.record(measures.posts, from);
                measures.accepted.add(batch.events());
                return;
            }
            (answer.status() == 429 || answer.status() == 503 ? measures.pushedBack : measures.failed).increment();
            LockSupport.parkNanos(BACK_OFF_NANOS);
        }
    }
}
