package io.portrait.evaluate.live;

import io.portrait.evaluate.contest.Contest;
import io.portrait.evaluate.live.JdbcMetricStore.Mark;
import io.portrait.kernel.Vec;
import io.portrait.profile.ProfileProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands what was heard to the database every few seconds, and when the service stops; a crash loses those seconds of
 * metrics and nothing else (decision 0026). Who serves is decided here, under the lock of the target's row.
 */
@Component
class MetricKeeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MetricKeeper.class);

    private final LiveMetrics live;
    private final JdbcMetricStore store;
    private final EvaluateProperties properties;
    private final ProfileProperties profiles;
    private final TransactionTemplate transactions;
    private final LearnerMeters meters;
    private final Clock clock;
    private volatile Map<String, String> champions = Map.of();
    private volatile boolean running;

    MetricKeeper(
            LiveMetrics live,
            JdbcMetricStore store,
            EvaluateProperties properties,
            ProfileProperties profiles,
            PlatformTransactionManager transactionManager,
            LearnerMeters meters,
            Clock clock) {
        this.live = live;
        this.store = store;
        this.properties = properties;
        this.profiles = profiles;
        this.transactions = new TransactionTemplate(transactionManager);
        this.meters = meters;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 5_000)
    void tick() {
        if (running) {
            handOver();
        }
    }

    @Scheduled(fixedDelay = 3_600_000)
    void expire() {
        if (running) {
            int minutes = store.expire(clock.instant().minus(properties.retention()));
            log.debug("{} minutes of metrics were older than {}", minutes, properties.retention());
        }
    }

    /** Writes what was heard; keeps it for the next time if the database is away. */
    synchronized void handOver() {
        List<Heard> heard = live.take();
        try {
            champions = transactions.execute(status -> {
                write(heard, clock.instant());
                return champions(heard);
            });
            heard.forEach(meters::heard);
        } catch (DataAccessException | TransactionException e) {
            live.giveBack(heard);
            log.warn("Metrics wait for the database: {}", e.toString());
        }
    }

    /** Who serves, as of the last look: every exact profile says it, and is not to ask the database for it. */
    Optional<String> champion(String target) {
        return Optional.ofNullable(champions.get(target));
    }

    private Map<String, String> champions(List<Heard> heard) {
        Map<String, String> found = new TreeMap<>();
        heard.stream()
                .map(each -> each.model().target())
                .distinct()
                .forEach(
                        target -> store.standing(target).ifPresent(standing -> found.put(target, standing.champion())));
        return Map.copyOf(found);
    }

    private void write(List<Heard> heard, Instant now) {
        Map<String, List<Heard>> byTarget = heard.stream()
                .filter(each -> each.sums().examples > 0)
                .collect(Collectors.groupingBy(each -> each.model().target(), TreeMap::new, Collectors.toList()));
        byTarget.forEach((target, models) -> {
            Standing standing = contend(target, models, now);
            models.forEach(each -> store.add(each, now));
            models.stream()
                    .filter(each -> each.rises() > 0)
                    .forEach(each -> store.mark(
                            target,
                            new Mark(
                                    "drift",
                                    each.model().configuration(),
                                    null,
                                    now,
                                    standing.contest().examples())));
        });
    }

    private Standing contend(String target, List<Heard> models, Instant now) {
        List<String> configurations =
                models.stream().map(each -> each.model().configuration()).toList();
        Standing before = store.lock(target, configurations, now);
        Contest contest = before.configurations().equals(configurations)
                ? before.contest()
                : Contest.among(configurations.size(), before.contest().config());
        Vec losses = Vec.adopt(
                models.stream().mapToDouble(each -> each.sums().scaledLoss()).toArray());
        Contest next = contest.after(losses, models.getFirst().sums().examples);
        String champion = configurations.get(next.champion());
        boolean switched = !champion.equals(before.champion());
        Standing after = new Standing(target, configurations, next, switched ? now : before.since());
        store.stand(after);
        if (switched) {
            store.mark(target, new Mark("switch", champion, before.champion(), now, next.examples()));
        }
        return after;
    }

    @Override
    public void start() {
        if (profiles.rebuild()) {
            store.forget();
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        handOver();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the drain starts, and after it has stopped. */
    @Override
    public int getPhase() {
        return -2;
    }
}
