package io.portrait.load;

import io.portrait.load.EventSource.EventPostBody;
import io.portrait.load.LoadClient.LoadResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that send batches of events. In the open loop each batch has a due time, and its latency counts from the due
 * time even if it was sent later: the correction for coordinated omission.
 */
final class EventSenders {

    private static final long BACK_OFF_NANOS = 200_000_000;

    private final LoadClient service;
    private final EventSource source;
    private final LoadMetrics metrics;
    private final LoadOptions options;
    private final int rate;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;
    private volatile SendSchedule schedule;

    EventSenders(LoadClient service, EventSource source, LoadMetrics metrics, LoadOptions options, int rate) {
        this.service = service;
        this.source = source;
        this.metrics = metrics;
        this.options = options;
        this.rate = rate;
        this.schedule = new SendSchedule(options.batch(), rate);
    }

    /** The due times of the batches, from its creation on. */
    private static final class SendSchedule {

        private final long startNanos = System.nanoTime();
        private final double nanosPerBatch;
        private final AtomicLong batches = new AtomicLong();

        SendSchedule(int batch, int rate) {
            nanosPerBatch = rate == 0 ? 0 : 1e9 * batch / rate;
        }

        long nextNanos() {
            return startNanos + (long) (batches.getAndIncrement() * nanosPerBatch);
        }
    }

    /** Discards overdue batches, because a cold service cannot keep up with the schedule. */
    void restartSchedule() {
        schedule = new SendSchedule(options.batch(), rate);
    }

    void start() {
        restartSchedule();
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
            long dueNanos = awaitDueTime();
            Optional<EventPostBody> batch = source.next();
            if (batch.isEmpty()) {
                return;
            }
            send(batch.get(), dueNanos);
        }
    }

    private long awaitDueTime() {
        if (rate == 0) {
            return System.nanoTime();
        }
        long dueNanos = schedule.nextNanos();
        DueTime.await(dueNanos, () -> running);
        return dueNanos;
    }

    private void send(EventPostBody batch, long dueNanos) {
        long from = rate == 0 ? System.nanoTime() : dueNanos;
        while (running) {
            LoadResponse response = service.postEvents(batch.body());
            metrics.requests.increment();
            if (response.isSuccess()) {
                LoadMetrics.record(metrics.posts, from);
                metrics.accepted.add(batch.events());
                return;
            }
            (response.status() == 429 || response.status() == 503 ? metrics.throttled : metrics.failed).increment();
            LockSupport.parkNanos(BACK_OFF_NANOS);
        }
    }
}
