package io.portrait.monitoring;

import io.portrait.evaluation.champion.ChampionSelection;
import io.portrait.kernel.Vec;
import io.portrait.monitoring.JdbcMetricStore.MetricEvent;
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
 * A component that writes the accumulated metrics to the database every few seconds and at shutdown. A crash loses only
 * the metrics of those seconds (decision 0026). It also selects the champion of each target, under the lock of its row.
 */
@Component
class MetricFlusher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MetricFlusher.class);

    private final PredictionMetrics predictionMetrics;
    private final JdbcMetricStore store;
    private final MonitoringProperties properties;
    private final ProfileProperties profileProperties;
    private final TransactionTemplate transactions;
    private final LearnerMeters meters;
    private final Clock clock;
    private volatile Map<String, String> champions = Map.of();
    private volatile boolean running;

    MetricFlusher(
            PredictionMetrics predictionMetrics,
            JdbcMetricStore store,
            MonitoringProperties properties,
            ProfileProperties profileProperties,
            PlatformTransactionManager transactionManager,
            LearnerMeters meters,
            Clock clock) {
        this.predictionMetrics = predictionMetrics;
        this.store = store;
        this.properties = properties;
        this.profileProperties = profileProperties;
        this.transactions = new TransactionTemplate(transactionManager);
        this.meters = meters;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 5_000)
    void flushRegularly() {
        if (running) {
            flush();
        }
    }

    @Scheduled(fixedDelay = 3_600_000)
    void deleteOldMinutes() {
        if (running) {
            int deleted = store.deleteOldMinutes(clock.instant(), properties.retention());
            log.debug("Deleted {} rows of metrics older than {}", deleted, properties.retention());
        }
    }

    /** Writes the accumulated metrics; if the database is unavailable, they are written by a later call. */
    synchronized void flush() {
        List<MetricDelta> deltas = predictionMetrics.drain();
        try {
            champions = transactions.execute(status -> {
                write(deltas, clock.instant());
                return champions(deltas);
            });
            deltas.forEach(meters::record);
        } catch (DataAccessException | TransactionException e) {
            predictionMetrics.restore(deltas);
            log.warn("The database is unavailable; metrics will be written later: {}", e.toString());
        }
    }

    /** The champion of a target as of the last flush; cached, because every exact profile contains it. */
    Optional<String> champion(String target) {
        return Optional.ofNullable(champions.get(target));
    }

    private Map<String, String> champions(List<MetricDelta> deltas) {
        Map<String, String> championByTarget = new TreeMap<>();
        deltas.stream()
                .map(delta -> delta.model().target())
                .distinct()
                .forEach(target ->
                        store.findChampion(target).ifPresent(state -> championByTarget.put(target, state.champion())));
        return Map.copyOf(championByTarget);
    }

    private void write(List<MetricDelta> deltas, Instant now) {
        Map<String, List<MetricDelta>> byTarget = deltas.stream()
                .filter(delta -> delta.prequential().examples > 0)
                .collect(Collectors.groupingBy(delta -> delta.model().target(), TreeMap::new, Collectors.toList()));
        byTarget.forEach((target, targetDeltas) -> {
            ChampionState state = updateChampion(target, targetDeltas, now);
            targetDeltas.forEach(delta -> store.add(delta, now));
            targetDeltas.stream()
                    .filter(delta -> delta.driftAlarms() > 0)
                    .forEach(delta -> store.addEvent(
                            target,
                            new MetricEvent(
                                    "drift",
                                    delta.model().configuration(),
                                    null,
                                    now,
                                    state.selection().examples())));
        });
    }

    private ChampionState updateChampion(String target, List<MetricDelta> targetDeltas, Instant now) {
        List<String> configurations = targetDeltas.stream()
                .map(delta -> delta.model().configuration())
                .toList();
        ChampionState previous = store.lockChampion(target, configurations, now);
        ChampionSelection selection = previous.configurations().equals(configurations)
                ? previous.selection()
                : ChampionSelection.start(
                        configurations.size(), previous.selection().weighting());
        Vec losses = Vec.adopt(targetDeltas.stream()
                .mapToDouble(delta -> delta.prequential().scaledLoss())
                .toArray());
        ChampionSelection next =
                selection.update(losses, targetDeltas.getFirst().prequential().examples);
        String champion = configurations.get(next.champion());
        boolean switched = !champion.equals(previous.champion());
        ChampionState after = new ChampionState(target, configurations, next, switched ? now : previous.since());
        store.updateChampion(after);
        if (switched) {
            store.addEvent(target, new MetricEvent("switch", champion, previous.champion(), now, next.examples()));
        }
        return after;
    }

    @Override
    public void start() {
        if (profileProperties.rebuild()) {
            store.deleteAll();
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        flush();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before the profile projection and stops after it. */
    @Override
    public int getPhase() {
        return -2;
    }
}
