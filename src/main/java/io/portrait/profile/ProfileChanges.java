package io.portrait.profile;

import io.portrait.kernel.BackgroundLoop;
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
 * Notifications of changed profile rows, for changes by any instance. One thread reads the row versions of all
 * subscribed users in one statement, and sleeps while there are no subscriptions (decision 0070).
 */
@Component
public class ProfileChanges implements SmartLifecycle, BackgroundLoop.Task {

    private static final Logger log = LoggerFactory.getLogger(ProfileChanges.class);

    /** The version of a missing row. */
    private static final long NO_ROW = -1;

    /** The sleep without subscriptions, which the next subscription ends. */
    private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final ProfileStore store;
    private final ProfileProperties properties;
    private final Set<ChangeSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition versionsChanged = lock.newCondition();
    private Map<UserId, Long> versions = new HashMap<>();
    private final BackgroundLoop loop = new BackgroundLoop("profile-changes", () -> {}, this);
    private volatile boolean running;

    ProfileChanges(ProfileStore store, ProfileProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    /** Subscribes to the profile of a user. The first wait ends as soon as the row version has been read. */
    public ChangeSubscription subscribe(UserId user) {
        ChangeSubscription subscription = new ChangeSubscription(user);
        boolean isFirst = subscriptions.isEmpty();
        subscriptions.add(subscription);
        if (isFirst) {
            loop.wake();
        }
        return subscription;
    }

    /** The result of a wait. */
    public enum ChangeStatus {
        CHANGED,
        UNCHANGED,
        /** The instance is stopping. */
        STOPPED
    }

    /** A subscription to one profile; used by one thread. */
    public final class ChangeSubscription implements AutoCloseable {

        private final UserId user;
        private long seenVersion = Long.MIN_VALUE;

        private ChangeSubscription(UserId user) {
            this.user = user;
        }

        /** Waits for a row version that this subscription has not returned yet. */
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
        loop.start();
    }

    @Override
    public long step() {
        if (subscriptions.isEmpty()) {
            return IDLE_MILLIS;
        }
        poll();
        return properties.watchInterval().toMillis();
    }

    @Override
    public long failed(RuntimeException failure) {
        log.error("The changes of profiles cannot be read; the next attempt follows", failure);
        return properties.watchInterval().toMillis();
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
            log.debug("The row versions of profiles cannot be read: {}", e.toString());
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

    /** Ends all waits, so that open streams do not delay the shutdown. */
    @Override
    public void stop() {
        running = false;
        lock.lock();
        try {
            versionsChanged.signalAll();
        } finally {
            lock.unlock();
        }
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before the web server, which waits for open responses. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
