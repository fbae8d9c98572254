package io.portrait.release;

import io.portrait.ingest.JournalEpochs;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profiles;
import io.portrait.profile.Profiles.UserContributions;
import io.portrait.release.JdbcNoisySums.ClosedSum;
import io.portrait.release.JdbcNoisySums.StoredSums;
import io.portrait.release.mechanism.NoisySum;
import io.portrait.release.mechanism.ProfilePrivacyParameters;
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
 * The process that closes release epochs: it opens the next epoch for arriving events, waits until the earlier events
 * are applied to the profiles, closes the sums of all users, and then advances the released epoch. Each step is
 * idempotent and may run on several instances at the same time, with equal results.
 */
@Component
class EpochCloser implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EpochCloser.class);
    private static final int PAGE_SIZE = 500;
    private static final long NO_EPOCH = -1;

    private final ReleaseEpochs epochs;
    private final JournalEpochs journalEpochs;
    private final Profiles profiles;
    private final JdbcNoisySums sums;
    private final PublicTopicCatalog catalog;
    private final ProfilePrivacyParameters parameters;
    private long openEpoch = NO_EPOCH;
    private long lastPosition;
    private volatile boolean running;

    EpochCloser(
            ReleaseEpochs epochs,
            JournalEpochs journalEpochs,
            Profiles profiles,
            JdbcNoisySums sums,
            PublicTopicCatalog catalog,
            ProfilePrivacyParameters parameters) {
        this.epochs = epochs;
        this.journalEpochs = journalEpochs;
        this.profiles = profiles;
        this.sums = sums;
        this.catalog = catalog;
        this.parameters = parameters;
    }

    @Scheduled(fixedDelay = 500)
    void poll() {
        if (running) {
            advance();
        }
    }

    /**
     * Executes the steps that are possible now. An epoch that was opened but not released, by any instance, is released
     * before the next one is opened; the two contributions per profile row depend on this.
     */
    synchronized void advance() {
        long released = epochs.releasedEpoch();
        if (journalEpochs.openEpoch().epoch() <= released) {
            if (epochs.currentEpoch() <= released) {
                return;
            }
            journalEpochs.advanceEpoch(released, epochs.currentEpoch());
        }
        closeAndRelease(released, journalEpochs.openEpoch());
    }

    private void closeAndRelease(long released, JournalEpochs.OpenEpoch open) {
        if (open.epoch() != openEpoch) {
            openEpoch = open.epoch();
            lastPosition = open.position();
        }
        if (profiles.isAppliedThrough(lastPosition)) {
            int users = closeContributions(released, openEpoch - 1);
            epochs.advanceTo(openEpoch);
            profiles.endHolds(openEpoch);
            log.debug("Released epoch {} with {} contributing users", openEpoch, users);
        }
    }

    private int closeContributions(long sinceEpoch, long lastEpoch) {
        EpochAccumulator accumulator = new EpochAccumulator(catalog.versions(), epochs.firstEpoch(), parameters);
        int users = 0;
        Optional<UserId> after = Optional.empty();
        List<UserContributions> page = profiles.contributionsSince(sinceEpoch, after, PAGE_SIZE);
        while (!page.isEmpty()) {
            close(accumulator, page, lastEpoch);
            users += page.size();
            after = Optional.of(page.getLast().user());
            page = profiles.contributionsSince(sinceEpoch, after, PAGE_SIZE);
        }
        return users;
    }

    private void close(EpochAccumulator accumulator, List<UserContributions> page, long lastEpoch) {
        Map<UserId, StoredSums> stored =
                sums.load(page.stream().map(UserContributions::user).toList());
        Map<UserId, ClosedSum> closed = new TreeMap<>();
        for (UserContributions contributor : page) {
            Optional.ofNullable(stored.get(contributor.user()))
                    .filter(storedSums -> !isClosed(storedSums, lastEpoch))
                    .map(storedSums -> close(accumulator, storedSums, contributor, lastEpoch))
                    .ifPresent(sum -> closed.put(contributor.user(), sum));
        }
        sums.save(closed);
    }

    private static boolean isClosed(StoredSums stored, long epoch) {
        return stored.last().filter(sum -> sum.epoch() >= epoch).isPresent();
    }

    private static ClosedSum close(
            EpochAccumulator accumulator, StoredSums stored, UserContributions contributor, long lastEpoch) {
        NoisySum sum = accumulator.closeThrough(stored.key(), stored.last(), contributor.contributions(), lastEpoch);
        return new ClosedSum(stored.key().incarnation(), sum);
    }

    @Override
    public void start() {
        // the first arriving event needs an open epoch
        journalEpochs.advanceEpoch(NO_EPOCH, epochs.releasedEpoch());
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

    /** A phase before the journal accepts events. */
    @Override
    public int getPhase() {
        return -1;
    }
}
