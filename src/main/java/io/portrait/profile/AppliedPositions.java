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
class AppliedPositions {

    private static final Logger log = LoggerFactory.getLogger(AppliedPositions.class);

    /** Another instance may be the one that applies; its progress is looked up this often. */
    private static final long LOOK_UP_MILLIS = 25;

    private final ProfileStore store;
    private final long[] positions = new long[Shard.COUNT];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final Condition awaited = lock.newCondition();
    private long advances;
    private int waiting;

    AppliedPositions(ProfileStore store) {
        this.store = store;
    }

    void advance(int shard, long position) {
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
    boolean await(Map<Integer, Long> wanted, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        countWaiting(1);
        try {
            while (!isReached(wanted)) {
                if (System.nanoTime() >= deadline) {
                    return false;
                }
                if (!isProgressing(wanted)) {
                    lookUp(wanted);
                }
            }
            return true;
        } finally {
            countWaiting(-1);
        }
    }

    /** Rests, unless and until somebody waits. */
    void rest(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && waiting == 0) {
                left = awaited.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void countWaiting(int more) {
        lock.lock();
        try {
            waiting += more;
            awaited.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isReached(Map<Integer, Long> wanted) {
        lock.lock();
        try {
            return reached(wanted);
        } finally {
            lock.unlock();
        }
    }

    /** Whether this instance gets on; if not, others may. */
    private boolean isProgressing(Map<Integer, Long> wanted) throws InterruptedException {
        lock.lock();
        try {
            long before = advances;
            long left = TimeUnit.MILLISECONDS.toNanos(LOOK_UP_MILLIS);
            while (!reached(wanted) && advances == before && left > 0) {
                left = advanced.awaitNanos(left);
            }
            return reached(wanted) || advances > before;
        } finally {
            lock.unlock();
        }
    }

    /** Without the lock, for a database that is away would hold up all who wait, one after the other. */
    private void lookUp(Map<Integer, Long> wanted) {
        try {
            wanted.keySet().forEach(shard -> advance(shard, store.marked(shard)));
        } catch (DataAccessException e) {
            log.debug("How far the profiles are cannot be seen now: {}", e.toString());
        }
    }

    private boolean reached(Map<Integer, Long> wanted) {
        return wanted.entrySet().stream().allMatch(entry -> positions[entry.getKey()] >= entry.getValue());
    }
}
