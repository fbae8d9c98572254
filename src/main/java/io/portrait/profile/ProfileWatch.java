package io.portrait.profile;

import io.portrait.kernel.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells those who watch a profile that its row has changed, whichever instance changed it. One thread looks up the rows'
 * versions for all of them in one statement, and sleeps while nobody watches. See decision 0070.
 */
@Component
public class ProfileWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ProfileWatch.class);

    /** The version of a row that is not there. */
    private static final long NONE = -1;

    private final ProfileStore store;
    private final ProfileProperties properties;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition watched = lock.newCondition();
    private Map<UserId, Long> versions = new HashMap<>();
    private volatile boolean running;

    ProfileWatch(ProfileStore store, ProfileProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    /** Begins to watch a user's profile; the first wait ends as soon as the row has been looked at. */
    public Watch watch(UserId user) {
        Watch watch = new Watch(user);
        watches.add(watch);
        lock.lock();
        try {
            watched.signalAll();
        } finally {
            lock.unlock();
        }
        return watch;
    }

    /** What a wait has come to. */
    public enum News {
        CHANGED,
        NOTHING,
        /** The instance stops. */
        OVER
    }

    /** Somebody who watches one profile; used by one thread. */
    public final class Watch implements AutoCloseable {

        private final UserId user;
        private long seen = Long.MIN_VALUE;

        private Watch(UserId user) {
            this.user = user;
        }

        /** Waits for a version of the row that this has not seen. */
        public News await(Duration patience) throws InterruptedException {
            lock.lock();
            try {
                long left = patience.toNanos();
                while (running && !isNew() && left > 0) {
                    left = changed.awaitNanos(left);
                }
                return news();
            } finally {
                lock.unlock();
            }
        }

        private News news() {
            if (!running) {
                return News.OVER;
            }
            if (!isNew()) {
                return News.NOTHING;
            }
            seen = versions.getOrDefault(user, NONE);
            return News.CHANGED;
        }

        private boolean isNew() {
            return versions.containsKey(user) && versions.getOrDefault(user, NONE) != seen;
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("profile-watch").start(this::run);
    }

    private void run() {
        try {
            while (running) {
                awaitWatches();
                look();
                TimeUnit.NANOSECONDS.sleep(properties.watch().toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitWatches() throws InterruptedException {
        lock.lock();
        try {
            while (running && watches.isEmpty()) {
                watched.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        try {
            Set<UserId> users = watches.stream().map(watch -> watch.user).collect(Collectors.toSet());
            Map<UserId, Long> found = store.versions(users);
            users.forEach(user -> found.putIfAbsent(user, NONE));
            publish(found);
        } catch (DataAccessException | TransactionException e) {
            log.debug("The profiles cannot be watched now: {}", e.toString());
        }
    }

    private void publish(Map<UserId, Long> found) {
        lock.lock();
        try {
            versions = found;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waits, so that streams do not hold up the stop. */
    @Override
    public void stop() {
        running = false;
        lock.lock();
        try {
            changed.signalAll();
            watched.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before the web server, which waits for open answers. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
