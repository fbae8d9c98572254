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
public class ProfileChanges implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ProfileChanges.class);

    /** The version of a row that is not there. */
    private static final long NO_ROW = -1;

    private final ProfileStore store;
    private final ProfileProperties properties;
    private final Set<ChangeSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition versionsChanged = lock.newCondition();
    private final Condition subscriptionAdded = lock.newCondition();
    private Map<UserId, Long> versions = new HashMap<>();
    private volatile boolean running;

    ProfileChanges(ProfileStore store, ProfileProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    /** Begins to watch a user's profile; the first wait ends as soon as the row has been looked at. */
    public ChangeSubscription subscribe(UserId user) {
        ChangeSubscription subscription = new ChangeSubscription(user);
        subscriptions.add(subscription);
        lock.lock();
        try {
            subscriptionAdded.signalAll();
        } finally {
            lock.unlock();
        }
        return subscription;
    }

    /** What a wait has come to. */
    public enum ChangeStatus {
        CHANGED,
        UNCHANGED,
        /** The instance stops. */
        STOPPED
    }

    /** Somebody who watches one profile; used by one thread. */
    public final class ChangeSubscription implements AutoCloseable {

        private final UserId user;
        private long seenVersion = Long.MIN_VALUE;

        private ChangeSubscription(UserId user) {
            this.user = user;
        }

        /** Waits for a version of the row that this has not seen. */
        public ChangeStatus await(Duration timeout) throws InterruptedException {
            lock.lock();
            try {
                long remainingNanos = timeout.toNanos();
                while (running && !hasNewVersion() && remainingNanos > 0) {
                    remainingNanos = versionsChanged.awaitNanos(remainingNanos);
                }
                return status();
            } finally {
                lock.unlock();
            }
        }

        private ChangeStatus status() {
            if (!running) {
                return ChangeStatus.STOPPED;
            }
            if (!hasNewVersion()) {
                return ChangeStatus.UNCHANGED;
            }
            seenVersion = versions.getOrDefault(user, NO_ROW);
            return ChangeStatus.CHANGED;
        }

        private boolean hasNewVersion() {
            return versions.containsKey(user) && versions.getOrDefault(user, NO_ROW) != seenVersion;
        }

        @Override
        public void close() {
            subscriptions.remove(this);
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
                awaitSubscriptions();
                poll();
                TimeUnit.NANOSECONDS.sleep(properties.watchInterval().toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitSubscriptions() throws InterruptedException {
        lock.lock();
        try {
            while (running && subscriptions.isEmpty()) {
                subscriptionAdded.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void poll() {
        try {
            Set<UserId> users = subscriptions.stream()
                    .map(subscription -> subscription.user)
                    .collect(Collectors.toSet());
            Map<UserId, Long> currentVersions = store.rowVersions(users);
            users.forEach(user -> currentVersions.putIfAbsent(user, NO_ROW));
            publish(currentVersions);
        } catch (DataAccessException | TransactionException e) {
            log.debug("The profiles cannot be watched now: {}", e.toString());
        }
    }

    private void publish(Map<UserId, Long> currentVersions) {
        lock.lock();
        try {
            versions = currentVersions;
            versionsChanged.signalAll();
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
            versionsChanged.signalAll();
            subscriptionAdded.signalAll();
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
