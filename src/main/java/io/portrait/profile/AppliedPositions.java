package io.portrait.profile;

import io.portrait.ingest.Shard;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/** How far the shards are applied, for those who wait to see their events in the profiles. */
@Component
class AppliedPositions {

    /** Another instance may be the one that applies; its progress is looked up this often. */
    private static final long LOOK_UP_MILLIS = 25;

    private final ProfileStore store;
    private final long[] positions = new long[Shard.COUNT];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final Condition awaited = lock.newCondition();
    private int waiting;

    AppliedPositions(ProfileStore store) {
        this.store = store;
    }

    void advance(int shard, long position) {
        lock.lock();
        try {
            positions[shard] = Math.max(positions[shard], position);
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until each shard is applied up to its position; says whether that came about in time. */
    boolean await(Map<Integer, Long> wanted, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            waiting++;
            awaited.signalAll();
            while (!reached(wanted)) {
                if (System.nanoTime() >= deadline) {
                    return false;
                }
                if (!advanced.await(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
                    wanted.keySet().forEach(shard -> advance(shard, store.marked(shard)));
                }
            }
            return true;
        } finally {
            waiting--;
            lock.unlock();
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

    private boolean reached(Map<Integer, Long> wanted) {
        return wanted.entrySet().stream().allMatch(entry -> positions[entry.getKey()] >= entry.getValue());
    }
}
