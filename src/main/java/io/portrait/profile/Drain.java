package io.portrait.profile;

import io.portrait.ingest.JournalListener;
import io.portrait.ingest.Shard;
import io.portrait.kernel.Background;
import io.portrait.kernel.RightOfWay;
import io.portrait.profile.ProfileUpdater.Applied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps the profiles up with the journal, woken by appends of this instance and looking for those of others. One platform
 * thread makes the rounds over all shards, for one leaves PostgreSQL and requests the most room; others help it with a round
 * as soon as it is seen to take longer than its pace.
 */
@Component
class Drain implements SmartLifecycle, JournalListener {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final long RETRY_MILLIS = 500;

    /** Other instances may bring ever more; what is left then is applied by them, or at the next start. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    /** What a step or a round found, from the least to the most. */
    private enum Found {
        NOTHING,
        SOME,
        /** As much as it may take, so there may be more. */
        FULL;

        Found and(Found other) {
            return compareTo(other) < 0 ? other : this;
        }
    }

    private final ShardStep updater;
    private final AppliedPositions applied;
    private final ProfileProperties properties;
    private final DrainMeters meters;
    private final RightOfWay way;
    private final Background background;
    private final Semaphore work = new Semaphore(1);
    private volatile boolean running;
    private @Nullable Thread lead;
    private @Nullable ExecutorService helpers;

    Drain(
            ShardStep updater,
            AppliedPositions applied,
            ProfileProperties properties,
            DrainMeters meters,
            RightOfWay way,
            Background background) {
        this.updater = updater;
        this.applied = applied;
        this.properties = properties;
        this.meters = meters;
        this.way = way;
        this.background = background;
    }

    @Override
    public void appended() {
        wake();
    }

    private void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    @Override
    public void start() {
        running = true;
        ExecutorService pool = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("profile-drain-helper-", 1).factory());
        helpers = pool;
        lead = Thread.ofPlatform().name("profile-drain").start(() -> run(pool));
    }

    @Override
    public void stop() {
        running = false;
        wake();
        try {
            if (lead != null) {
                lead.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (helpers != null) {
            helpers.shutdown();
        }
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

    private void run(ExecutorService pool) {
        background.enter(); // and so those that help, for it starts them
        Found last = Found.NOTHING;
        while (running) {
            if (last == Found.NOTHING) {
                awaitWork();
            }
            long startNanos = System.nanoTime();
            last = roundBeforeOthers(pool);
            if (last == Found.SOME && running) {
                rest(startNanos + properties.pace().toNanos() - System.nanoTime());
            }
        }
        finish(pool);
    }

    private Found roundBeforeOthers(ExecutorService pool) {
        way.take();
        try {
            return round(pool, properties.pace());
        } finally {
            way.give();
        }
    }

    /** While events stream, those of a user that arrive within a pace share one write of the row. */
    private void rest(long nanos) {
        try {
            applied.rest(nanos);
        } catch (InterruptedException e) {
            log.warn("The drain was interrupted");
        }
    }

    /** A round begun before the stop may have missed what came just before it, so there is always another. */
    private void finish(ExecutorService pool) {
        long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
        boolean more = true;
        while (more && System.nanoTime() < deadline) {
            more = round(pool, Duration.ZERO) != Found.NOTHING;
        }
    }

    private void awaitWork() {
        try {
            boolean woken = work.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
            log.trace("Woken: {}", woken);
        } catch (InterruptedException e) {
            log.warn("The drain was interrupted");
        }
    }

    /** One round over all shards, to take no longer than a pace if it can be helped. */
    private Found round(ExecutorService pool, Duration pace) {
        Queue<Integer> shards =
                IntStream.range(0, Shard.COUNT).boxed().collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
        List<CompletableFuture<Found>> helping = new ArrayList<>();
        long startNanos = System.nanoTime();
        Found found = drainFrom(shards, () -> {
            if (helping.size() < properties.workerCount() - 1
                    && !keeps(pace, startNanos, Shard.COUNT - shards.size())) {
                helping.add(CompletableFuture.supplyAsync(() -> drainFrom(shards, () -> {}), pool));
            }
        });
        return helping.stream().map(CompletableFuture::join).reduce(found, Found::and);
    }

    /** Whether a round that has come through so many shards will keep its pace. */
    private static boolean keeps(Duration pace, long startNanos, int shards) {
        return (System.nanoTime() - startNanos) * Shard.COUNT <= pace.toNanos() * shards;
    }

    private Found drainFrom(Queue<Integer> shards, Runnable afterEach) {
        Found found = Found.NOTHING;
        for (Integer shard = shards.poll(); shard != null; shard = shards.poll()) {
            found = found.and(drain(shard));
            afterEach.run();
        }
        return found;
    }

    private Found drain(int shard) {
        try {
            long startNanos = System.nanoTime();
            Optional<Applied> step = updater.step(shard, properties.maxBatch());
            step.ifPresent(done -> {
                applied.advance(shard, done.position());
                meters.applied(done, System.nanoTime() - startNanos);
            });
            return step.map(done -> found(done.entries())).orElse(Found.NOTHING);
        } catch (DataAccessException | TransactionException e) {
            log.warn("Shard {} waits for the database: {}", shard, e.toString());
            pause();
            return Found.NOTHING;
        } catch (RuntimeException e) {
            log.error("Shard {} could not be applied; it is tried again", shard, e);
            pause();
            return Found.NOTHING;
        }
    }

    private Found found(int entries) {
        if (entries == 0) {
            return Found.NOTHING;
        }
        return entries < properties.maxBatch() ? Found.SOME : Found.FULL;
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            log.warn("The drain was interrupted");
        }
    }
}
