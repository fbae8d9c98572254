package io.portrait.release;

import io.portrait.kernel.UserId;
import io.portrait.profile.Profiles;
import io.portrait.profile.Profiles.UserContributions;
import io.portrait.release.mechanism.NoisySum;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Turns the epochs: opens the next one for arrivals, waits until what came before is applied, closes the cells, and only
 * then releases. Every step can be repeated and be taken by several instances at once: the results are the same.
 */
@Component
class EpochCloser implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EpochCloser.class);
    private static final int PAGE_SIZE = 500;
    private static final long NO_EPOCH = -1;

    private final ReleaseEpochs epochs;
    private final Profiles profiles;
    private final JdbcNoisySums sums;
    private final EpochAccumulator accumulator;
    private final JdbcNoiseKeys keys;
    private long openEpoch = -1;
    private long lastPosition;
    private volatile boolean running;

    EpochCloser(
            ReleaseEpochs epochs,
            Profiles profiles,
            JdbcNoisySums sums,
            EpochAccumulator accumulator,
            JdbcNoiseKeys keys) {
        this.epochs = epochs;
        this.profiles = profiles;
        this.sums = sums;
        this.accumulator = accumulator;
        this.keys = keys;
    }

    /** One look at the clock; does what can be done now. */
    @Scheduled(fixedDelay = 500)
    void poll() {
        if (running) {
            advance();
        }
    }

    /**
     * An epoch that was opened and not released, by this instance, another, or one that died, is finished before the next
     * is opened; the two cells in a row rely on it.
     */
    synchronized void advance() {
        long released = epochs.releasedEpoch();
        if (profiles.openEpoch().openEpoch() <= released) {
            if (epochs.currentEpoch() <= released) {
                return;
            }
            profiles.openEpochAfter(released, epochs.currentEpoch());
        }
        closeAndRelease(released, profiles.openEpoch());
    }

    private void closeAndRelease(long released, Profiles.OpenEpochState arrivals) {
        if (arrivals.openEpoch() != openEpoch) {
            openEpoch = arrivals.openEpoch();
            lastPosition = arrivals.position();
        }
        if (profiles.isAppliedThrough(lastPosition)) {
            int users = closeContributions(released, openEpoch - 1);
            epochs.advanceTo(openEpoch);
            log.debug("Released epoch {}: {} users had events", openEpoch, users);
        }
    }

    private int closeContributions(long sinceEpoch, long lastEpoch) {
        int users = 0;
        Optional<UserId> after = Optional.empty();
        while (true) {
            List<UserContributions> page = profiles.contributionsSince(sinceEpoch, after, PAGE_SIZE);
            if (page.isEmpty()) {
                return users;
            }
            close(page, lastEpoch);
            users += page.size();
            after = Optional.of(page.getLast().user());
        }
    }

    private void close(List<UserContributions> page, long lastEpoch) {
        Map<UserId, JdbcNoisySums.StoredSums> stored =
                sums.load(page.stream().map(UserContributions::user).toList());
        EpochAccumulator.Accumulation accumulation = accumulator.begin();
        Map<UserId, JdbcNoisySums.ClosedSum> closed = new TreeMap<>();
        for (UserContributions contributor : page) {
            Optional.ofNullable(stored.get(contributor.user()))
                    .filter(storedSums -> !isClosed(storedSums, lastEpoch))
                    .map(storedSums -> close(accumulation, storedSums, contributor, lastEpoch))
                    .ifPresent(sum -> closed.put(contributor.user(), sum));
        }
        sums.save(closed);
    }

    private static boolean isClosed(JdbcNoisySums.StoredSums stored, long epoch) {
        return stored.last().filter(sum -> sum.epoch() >= epoch).isPresent();
    }

    private static JdbcNoisySums.ClosedSum close(
            EpochAccumulator.Accumulation accumulation,
            JdbcNoisySums.StoredSums stored,
            UserContributions contributor,
            long lastEpoch) {
        NoisySum sum = accumulation.closeThrough(stored.key(), stored.last(), contributor.contributions(), lastEpoch);
        return new JdbcNoisySums.ClosedSum(stored.key().incarnation(), sum);
    }

    @Override
    public void start() {
        keys.createMissing();
        // Arrivals need an open epoch from the first on.
        profiles.openEpochAfter(NO_EPOCH, epochs.releasedEpoch());
        running = true;
        advance();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the journal takes events. */
    @Override
    public int getPhase() {
        return -1;
    }
}
