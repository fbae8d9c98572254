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

/** The positions through which the shards are applied, for requests that wait for their events to be visible. */
@Component
class ProjectionOffsets {

    private static final Logger log = LoggerFactory.getLogger(ProjectionOffsets.class);

    /**
     * Interval at which the store is read where this instance makes no progress, because another instance may apply the
     * shard.
     */
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

    /**
     * Waits until each shard is applied through its target position.
     *
     * @return false if the timeout elapsed first
     */
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

    /** Sleeps, but not while a request waits. */
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

    /** Waits for progress of this instance; false if there was none, so another instance may be applying the shards. */
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

    /**
     * Reads the positions without holding the lock, because an unavailable database would otherwise block all waiting
     * requests one by one.
     */
    private void readFromStore(Map<Integer, Long> targets) {
        try {
            targets.keySet().forEach(shard -> advanceTo(shard, store.position(shard)));
        } catch (DataAccessException e) {
            log.debug("The projection offsets cannot be read: {}", e.toString());
        }
    }

    private boolean isReachedLocked(Map<Integer, Long> targets) {
        return targets.entrySet().stream().allMatch(entry -> positions[entry.getKey()] >= entry.getValue());
    }
}
