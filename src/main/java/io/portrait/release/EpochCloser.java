package io.portrait.release;

import io.portrait.kernel.UserId;
import io.portrait.privacy.ExposedSum;
import io.portrait.profile.Profiles;
import io.portrait.profile.Profiles.Exposed;
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
    private static final int PAGE = 500;
    private static final long NOT_OPENED = -1;

    private final ReleaseClock clock;
    private final Profiles profiles;
    private final ExposedSums sums;
    private final SumFolder folder;
    private final JdbcNoiseKeys keys;
    private long finishing = -1;
    private long boundary;
    private volatile boolean running;

    EpochCloser(ReleaseClock clock, Profiles profiles, ExposedSums sums, SumFolder folder, JdbcNoiseKeys keys) {
        this.clock = clock;
        this.profiles = profiles;
        this.sums = sums;
        this.folder = folder;
        this.keys = keys;
    }

    /** One look at the clock; does what can be done now. */
    @Scheduled(fixedDelay = 500)
    void tick() {
        if (running) {
            turn();
        }
    }

    /**
     * An epoch that was opened and not released, by this instance, another, or one that died, is finished before the next
     * is opened; the two cells in a row rely on it.
     */
    synchronized void turn() {
        long released = clock.releasedEpoch();
        if (profiles.arrivals().openEpoch() <= released) {
            if (clock.wallEpoch() <= released) {
                return;
            }
            profiles.turnEpoch(released, clock.wallEpoch());
        }
        finish(released, profiles.arrivals());
    }

    private void finish(long released, Profiles.Arrivals arrivals) {
        if (arrivals.openEpoch() != finishing) {
            finishing = arrivals.openEpoch();
            boundary = arrivals.position();
        }
        if (profiles.isAppliedThrough(boundary)) {
            int users = closeCells(released, finishing - 1);
            clock.release(finishing);
            log.debug("Released epoch {}: {} users had events", finishing, users);
        }
    }

    private int closeCells(long since, long last) {
        int users = 0;
        Optional<UserId> after = Optional.empty();
        while (true) {
            List<Exposed> page = profiles.exposedSince(since, after, PAGE);
            if (page.isEmpty()) {
                return users;
            }
            close(page, last);
            users += page.size();
            after = Optional.of(page.getLast().user());
        }
    }

    private void close(List<Exposed> page, long last) {
        Map<UserId, ExposedSums.Stored> stored =
                sums.load(page.stream().map(Exposed::user).toList());
        SumFolder.Pass pass = folder.pass();
        Map<UserId, ExposedSums.Closed> closed = new TreeMap<>();
        for (Exposed exposed : page) {
            Optional.ofNullable(stored.get(exposed.user()))
                    .filter(found -> !isClosed(found, last))
                    .map(found -> close(pass, found, exposed, last))
                    .ifPresent(sum -> closed.put(exposed.user(), sum));
        }
        sums.save(closed);
    }

    private static boolean isClosed(ExposedSums.Stored stored, long epoch) {
        return stored.last().filter(sum -> sum.epoch() >= epoch).isPresent();
    }

    private static ExposedSums.Closed close(
            SumFolder.Pass pass, ExposedSums.Stored stored, Exposed exposed, long last) {
        ExposedSum sum = pass.fold(stored.key(), stored.last(), exposed.cells(), last);
        return new ExposedSums.Closed(stored.key().incarnation(), sum);
    }

    @Override
    public void start() {
        keys.makeMissing();
        // Arrivals need an open epoch from the first on.
        profiles.turnEpoch(NOT_OPENED, clock.releasedEpoch());
        running = true;
        turn();
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
