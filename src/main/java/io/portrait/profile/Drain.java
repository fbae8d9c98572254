package io.portrait.profile;

import io.portrait.ingest.JournalListener;
import io.portrait.ingest.Shard;
import io.portrait.profile.ProfileUpdater.Applied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps the profiles up with the journal: a few platform threads, each with its share of the shards, woken by appends of
 * this instance and looking for those of others.
 */
@Component
class Drain implements SmartLifecycle, JournalListener {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final long RETRY_MILLIS = 500;

    /** Other instances may bring ever more; what is left then is applied by them, or at the next start. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final ProfileUpdater updater;
    private final AppliedPositions applied;
    private final ProfileProperties properties;
    private final DrainMeters meters;
    private final List<Worker> workers = new ArrayList<>();
    private volatile boolean running;

    Drain(ProfileUpdater updater, AppliedPositions applied, ProfileProperties properties, DrainMeters meters) {
        this.updater = updater;
        this.applied = applied;
        this.properties = properties;
        this.meters = meters;
    }

    @Override
    public void appended(Set<Integer> shards) {
        workers.stream().filter(worker -> worker.ownsAny(shards)).forEach(Worker::wake);
    }

    @Override
    public void start() {
        running = true;
        int count = properties.workerCount();
        for (int i = 0; i < count; i++) {
            workers.add(new Worker(i, count));
        }
        workers.forEach(Worker::start);
    }

    @Override
    public void stop() {
        running = false;
        workers.forEach(Worker::stop);
        workers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before the journal takes events and stops after it, having applied what it took. */
    @Override
    public int getPhase() {
        return -1;
    }

    private final class Worker {

        private final int first;
        private final int step;
        private final Semaphore work = new Semaphore(1);
        private final Thread thread;

        Worker(int first, int step) {
            this.first = first;
            this.step = step;
            this.thread = Thread.ofPlatform().name("profile-drain-" + first).unstarted(this::run);
        }

        void start() {
            thread.start();
        }

        void wake() {
            if (work.availablePermits() == 0) {
                work.release();
            }
        }

        boolean ownsAny(Set<Integer> shards) {
            return shards.stream().anyMatch(shard -> shard % step == first);
        }

        private void run() {
            boolean more = true;
            while (running) {
                if (!more) {
                    awaitWork();
                }
                long startNanos = System.nanoTime();
                more = drainAll();
                if (more && running) {
                    rest(startNanos + properties.pace().toNanos() - System.nanoTime());
                }
            }
            finish();
        }

        /** While events stream, those of a user that arrive within a pace share one write of the row. */
        private void rest(long nanos) {
            try {
                applied.rest(nanos);
            } catch (InterruptedException e) {
                log.warn("A drain worker was interrupted");
            }
        }

        /** A round begun before the stop may have missed what came just before it, so there is always another. */
        private void finish() {
            long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
            boolean more = true;
            while (more && System.nanoTime() < deadline) {
                more = drainAll();
            }
        }

        private void awaitWork() {
            try {
                boolean woken = work.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
                log.trace("Woken: {}", woken);
            } catch (InterruptedException e) {
                log.warn("A drain worker was interrupted");
            }
        }

        /** One round over the worker's shards; says whether any had something. */
        private boolean drainAll() {
            boolean any = false;
            for (int shard = first; shard < Shard.COUNT; shard += step) {
                any |= drain(shard);
            }
            return any;
        }

        private boolean drain(int shard) {
            try {
                long startNanos = System.nanoTime();
                Optional<Applied> step = updater.step(shard, properties.maxBatch());
                step.ifPresent(done -> {
                    applied.advance(shard, done.position());
                    meters.applied(done, System.nanoTime() - startNanos);
                });
                return step.isPresent() && step.get().entries() > 0;
            } catch (DataAccessException | TransactionException e) {
                log.warn("Shard {} waits for the database: {}", shard, e.toString());
                pause();
                return false;
            } catch (RuntimeException e) {
                log.error("Shard {} could not be applied; it is tried again", shard, e);
                pause();
                return false;
            }
        }

        private void pause() {
            try {
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                log.warn("A drain worker was interrupted");
            }
        }

        void stop() {
            wake();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
