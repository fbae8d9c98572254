package io.portrait.profile;

import io.portrait.ingest.JournalListener;
import io.portrait.ingest.Shard;
import io.portrait.kernel.BackgroundLoop;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The projection of the journal into the profiles. It is woken by appends of this instance and polls for those of other
 * instances. One platform thread runs rounds over all shards, because a single thread leaves the most CPU time to
 * PostgreSQL and requests; helper threads join a round as soon as it is behind schedule.
 */
@Component
class ProfileProjection implements SmartLifecycle, JournalListener, BackgroundLoop.Task {

    private static final Logger log = LoggerFactory.getLogger(ProfileProjection.class);
    private static final long RETRY_MILLIS = 500;

    /**
     * The limit of the rounds at shutdown. Other instances may go on appending; they apply what is left, or the next
     * start.
     */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    /** The outcome of a batch or round, in ascending order. */
    private enum RoundOutcome {
        NO_ENTRIES,
        PARTIAL_BATCH,
        /** A batch of the largest size, so there may be more entries. */
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
    private final BackgroundLoop loop;
    private final ExecutorService helpers = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("profile-projection-helper-", 1).factory());

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
        // Helper threads inherit the priority, because the thread of the loop starts them.
        this.loop = new BackgroundLoop("profile-projection", backgroundPriority, this);
    }

    @Override
    public void onAppended() {
        loop.wake();
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

    /** Starts before the journal accepts events; stops after it and then applies what was accepted. */
    @Override
    public int getPhase() {
        return -1;
    }

    /**
     * Runs a round. After a partial round it sleeps, so that the events of a user within an interval share one write.
     */
    @Override
    public long step() throws InterruptedException {
        long startNanos = System.nanoTime();
        RoundOutcome outcome = foregroundRound();
        if (outcome == RoundOutcome.PARTIAL_BATCH && !loop.isStopping()) {
            offsets.sleepUnlessAwaited(
                    startNanos + properties.minRoundInterval().toNanos() - System.nanoTime());
        }
        return outcome == RoundOutcome.NO_ENTRIES ? properties.pollInterval().toMillis() : 0;
    }

    @Override
    public long failed(RuntimeException failure) {
        log.error("A round of the profile projection failed; it is retried", failure);
        return RETRY_MILLIS;
    }

    /** Applies the remaining entries. The last round may have missed entries appended just before the stop. */
    @Override
    public void stopped() {
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        boolean more = true;
        while (more && System.nanoTime() < deadline) {
            more = runRound(Duration.ZERO) != RoundOutcome.NO_ENTRIES;
        }
    }

    private RoundOutcome foregroundRound() {
        foregroundActivity.begin();
        try {
            return runRound(properties.minRoundInterval());
        } finally {
            foregroundActivity.end();
        }
    }

    /** Runs one round over all shards, with helpers if it would take longer than the target duration. */
    private RoundOutcome runRound(Duration targetDuration) {
        Queue<Integer> shards =
                IntStream.range(0, Shard.COUNT).boxed().collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
        List<CompletableFuture<RoundOutcome>> helperOutcomes = new ArrayList<>();
        long startNanos = System.nanoTime();
        RoundOutcome outcome = projectShards(shards, () -> {
            if (helperOutcomes.size() < properties.workerCount() - 1
                    && !isOnSchedule(targetDuration, startNanos, Shard.COUNT - shards.size())) {
                helperOutcomes.add(CompletableFuture.supplyAsync(() -> projectShards(shards, () -> {}), helpers));
            }
        });
        return helperOutcomes.stream().map(CompletableFuture::join).reduce(outcome, RoundOutcome::max);
    }

    /** A check whether a round that has completed so many shards will end within the target duration. */
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
            log.warn("The database is unavailable for shard {}: {}", shard, e.toString());
            pause();
            return RoundOutcome.NO_ENTRIES;
        } catch (RuntimeException e) {
            log.error("Shard {} could not be applied; it is retried", shard, e);
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
            Thread.currentThread().interrupt();
        }
    }
}
