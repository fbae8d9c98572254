package io.portrait.profile;

import io.portrait.ingest.Shard;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** How far the shards are applied, for those who wait to see their events in the profiles. */
@Component
class ProjectionOffsets {

    private static final Logger log = LoggerFactory.getLogger(ProjectionOffsets.class);

    /** Another instance may be the one that applies; its progress is looked up this often. */
    private static final long STORE_POLL_MILLIS = 25;

    private final ProfileStore store;
    private final long[] positions = new long[Shard.COUNT];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final Condition waiterArrived = lock.newCondition();
    private long advances;
    private int waiters;

    ProjectionOffsets(ProfileStore store) {
        this.store = store;
    }

    void advanceTo(int shard, long position) {
        lock.lock();
        try {
            positions[shard] = Math.max(positions[shard], position);
            advances++;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until each shard is applied up to its position; says whether that came about in time. */
    boolean awaitApplied(Map<Integer, Long> targets, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        addWaiters(1);
        try {
            while (!isReached(targets)) {
                if (System.nanoTime() >= deadline) {
                    return false;
                }
                if (!awaitProgress(targets)) {
                    readFromStore(targets);
                }
            }
            return true;
        } finally {
            addWaiters(-1);
        }
    }

    /** Rests, unless and until somebody waits. */
    void sleepUnlessAwaited(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long remainingNanos = nanos;
            while (remainingNanos > 0 && waiters == 0) {
                remainingNanos = waiterArrived.awaitNanos(remainingNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void addWaiters(int change) {
        lock.lock();
        try {
            waiters += change;
            waiterArrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isReached(Map<Integer, Long> targets) {
        lock.lock();
        try {
            return isReachedLocked(targets);
        } finally {
            lock.unlock();
        }
    }

    /** Whether this instance gets on; if not, others may. */
    private boolean awaitProgress(Map<Integer, Long> targets) throws InterruptedException {
        lock.lock();
        try {
            long advancesBefore = advances;
            long remainingNanos = TimeUnit.MILLISECONDS.toNanos(STORE_POLL_MILLIS);
            while (!isReachedLocked(targets) && advances == advancesBefore && remainingNanos > 0) {
                remainingNanos = advanced.awaitNanos(remainingNanos);
            }
            return isReachedLocked(targets) || advances > advancesBefore;
        } finally {
            lock.unlock();
        }
    }

    /** Without the lock, for a database that is away would hold up all who wait, one after the other. */
    private void readFromStore(Map<Integer, Long> targets) {
        try {
            targets.keySet().forEach(shard -> advanceTo(shard, store.position(shard)));
        } catch (DataAccessException e) {
            log.debug("How far the profiles are cannot be seen now: {}", e.toString());
        }
    }

    private boolean isReachedLocked(Map<Integer, Long> targets) {
        return targets.entrySet().stream().allMatch(entry -> positions[entry.getKey()] >= entry.getValue());
    }
}
