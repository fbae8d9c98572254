package io.portrait.profile;

import io.portrait.ingest.JournalListener;
import io.portrait.ingest.Shard;
import io.portrait.kernel.BackgroundPriority;
import io.portrait.kernel.ForegroundActivity;
import io.portrait.profile.ShardProjector.AppliedBatch;
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
class ProfileProjection implements SmartLifecycle, JournalListener {

    private static final Logger log = LoggerFactory.getLogger(ProfileProjection.class);
    private static final long RETRY_MILLIS = 500;

    /** Other instances may bring ever more; what is left then is applied by them, or at the next start. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    /** What a step or a round found, from the least to the most. */
    private enum RoundOutcome {
        NO_ENTRIES,
        PARTIAL_BATCH,
        /** As much as it may take, so there may be more. */
        FULL_BATCH;

        RoundOutcome max(RoundOutcome other) {
            return compareTo(other) < 0 ? other : this;
        }
    }

    private final ShardProjector projector;
    private final ProjectionOffsets offsets;
    private final ProfileProperties properties;
    private final ProjectionMeters meters;
    private final ForegroundActivity foregroundActivity;
    private final BackgroundPriority backgroundPriority;
    private final Semaphore wakeSignal = new Semaphore(1);
    private volatile boolean running;
    private @Nullable Thread leadThread;
    private @Nullable ExecutorService helpers;

    ProfileProjection(
            ShardProjector projector,
            ProjectionOffsets offsets,
            ProfileProperties properties,
            ProjectionMeters meters,
            ForegroundActivity foregroundActivity,
            BackgroundPriority backgroundPriority) {
        this.projector = projector;
        this.offsets = offsets;
        this.properties = properties;
        this.meters = meters;
        this.foregroundActivity = foregroundActivity;
        this.backgroundPriority = backgroundPriority;
    }

    @Override
    public void onAppended() {
        wake();
    }

    private void wake() {
        if (wakeSignal.availablePermits() == 0) {
            wakeSignal.release();
        }
    }

    @Override
    public void start() {
        running = true;
        ExecutorService pool = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("profile-drain-helper-", 1).factory());
        helpers = pool;
        leadThread = Thread.ofPlatform().name("profile-drain").start(() -> run(pool));
    }

    @Override
    public void stop() {
        running = false;
        wake();
        try {
            if (leadThread != null) {
                leadThread.join();
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
        backgroundPriority.applyToCurrentThread(); // and so those that help, for it starts them
        RoundOutcome lastOutcome = RoundOutcome.NO_ENTRIES;
        while (running) {
            if (lastOutcome == RoundOutcome.NO_ENTRIES) {
                awaitWork();
            }
            long startNanos = System.nanoTime();
            lastOutcome = foregroundRound(pool);
            if (lastOutcome == RoundOutcome.PARTIAL_BATCH && running) {
                sleepBetweenRounds(startNanos + properties.minRoundInterval().toNanos() - System.nanoTime());
            }
        }
        drainBeforeStop(pool);
    }

    private RoundOutcome foregroundRound(ExecutorService pool) {
        foregroundActivity.begin();
        try {
            return runRound(pool, properties.minRoundInterval());
        } finally {
            foregroundActivity.end();
        }
    }

    /** While events stream, those of a user that arrive within a pace share one write of the row. */
    private void sleepBetweenRounds(long nanos) {
        try {
            offsets.sleepUnlessAwaited(nanos);
        } catch (InterruptedException e) {
            log.warn("The drain was interrupted");
        }
    }

    /** A round begun before the stop may have missed what came just before it, so there is always another. */
    private void drainBeforeStop(ExecutorService pool) {
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        boolean more = true;
        while (more && System.nanoTime() < deadline) {
            more = runRound(pool, Duration.ZERO) != RoundOutcome.NO_ENTRIES;
        }
    }

    private void awaitWork() {
        try {
            boolean signalled = wakeSignal.tryAcquire(properties.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
            log.trace("Woken: {}", signalled);
        } catch (InterruptedException e) {
            log.warn("The drain was interrupted");
        }
    }

    /** One round over all shards, to take no longer than a pace if it can be helped. */
    private RoundOutcome runRound(ExecutorService pool, Duration targetDuration) {
        Queue<Integer> shards =
                IntStream.range(0, Shard.COUNT).boxed().collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
        List<CompletableFuture<RoundOutcome>> helperOutcomes = new ArrayList<>();
        long startNanos = System.nanoTime();
        RoundOutcome outcome = projectShards(shards, () -> {
            if (helperOutcomes.size() < properties.workerCount() - 1
                    && !isOnSchedule(targetDuration, startNanos, Shard.COUNT - shards.size())) {
                helperOutcomes.add(CompletableFuture.supplyAsync(() -> projectShards(shards, () -> {}), pool));
            }
        });
        return helperOutcomes.stream().map(CompletableFuture::join).reduce(outcome, RoundOutcome::max);
    }

    /** Whether a round that has come through so many shards will keep its pace. */
    private static boolean isOnSchedule(Duration targetDuration, long startNanos, int shards) {
        return (System.nanoTime() - startNanos) * Shard.COUNT <= targetDuration.toNanos() * shards;
    }

    private RoundOutcome projectShards(Queue<Integer> shards, Runnable afterEach) {
        RoundOutcome outcome = RoundOutcome.NO_ENTRIES;
        for (Integer shard = shards.poll(); shard != null; shard = shards.poll()) {
            outcome = outcome.max(projectShard(shard));
            afterEach.run();
        }
        return outcome;
    }

    private RoundOutcome projectShard(int shard) {
        try {
            long startNanos = System.nanoTime();
            Optional<AppliedBatch> appliedBatch = projector.applyNext(shard, properties.maxBatch());
            appliedBatch.ifPresent(applied -> {
                offsets.advanceTo(shard, applied.position());
                meters.recordApplied(applied, System.nanoTime() - startNanos);
            });
            return appliedBatch.map(applied -> outcomeOf(applied.entries())).orElse(RoundOutcome.NO_ENTRIES);
        } catch (DataAccessException | TransactionException e) {
            log.warn("Shard {} waits for the database: {}", shard, e.toString());
            pause();
            return RoundOutcome.NO_ENTRIES;
        } catch (RuntimeException e) {
            log.error("Shard {} could not be applied; it is tried again", shard, e);
            pause();
            return RoundOutcome.NO_ENTRIES;
        }
    }

    private RoundOutcome outcomeOf(int entries) {
        if (entries == 0) {
            return RoundOutcome.NO_ENTRIES;
        }
        return entries < properties.maxBatch() ? RoundOutcome.PARTIAL_BATCH : RoundOutcome.FULL_BATCH;
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            log.warn("The drain was interrupted");
        }
    }
}
