package io.portrait.monitoring;

import io.portrait.monitoring.JdbcMetricStore.MetricEvent;
import io.portrait.profile.ConfiguredModels;
import io.portrait.profile.ConfiguredModels.ConfiguredModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/** A reader of the metrics of all instances from the database. */
@Component
class MetricReader implements LearningMetrics {

    private static final int MAX_EVENTS = 200;
    private static final int MAX_TIME_BUCKETS = 100;
    private static final int RECENT_MINUTES = 15;
    private static final String DRIFT = "drift";

    private final JdbcMetricStore store;
    private final MetricFlusher flusher;
    private final ConfiguredModels models;
    private final Clock clock;

    MetricReader(JdbcMetricStore store, MetricFlusher flusher, ConfiguredModels models, Clock clock) {
        this.store = store;
        this.flusher = flusher;
        this.models = models;
        this.clock = clock;
    }

    @Override
    public Optional<String> champion(String target) {
        return flusher.champion(target);
    }

    @Override
    public List<TargetMetrics> targets(Duration lookBack) {
        Map<String, Boolean> targets = new LinkedHashMap<>();
        models.models().forEach(model -> targets.put(model.target(), model.binary()));
        return targets.entrySet().stream()
                .map(target -> target(target.getKey(), target.getValue(), lookBack))
                .toList();
    }

    private TargetMetrics target(String target, boolean binary, Duration lookBack) {
        Optional<ChampionState> state = store.findChampion(target);
        List<MetricEvent> events = store.findEvents(target, MAX_EVENTS);
        return new TargetMetrics(
                target,
                binary,
                state.map(ChampionState::champion),
                state.map(ChampionState::since),
                events.stream()
                        .filter(event -> !event.kind().equals(DRIFT))
                        .map(event -> new ChampionSwitch(
                                event.at(),
                                Objects.requireNonNull(event.previousConfiguration()),
                                event.configuration(),
                                event.examples()))
                        .toList(),
                models.models().stream()
                        .filter(model -> model.target().equals(target))
                        .map(model -> learner(model, state, events, lookBack))
                        .toList());
    }

    private LearnerPerformance learner(
            ConfiguredModel model, Optional<ChampionState> state, List<MetricEvent> events, Duration lookBack) {
        LossSums total = store.findTotal(model);
        String configuration = model.configuration();
        return new LearnerPerformance(
                model.learner(),
                configuration,
                state.map(ChampionState::champion).equals(Optional.of(configuration)),
                state.map(each -> each.weight(configuration)).orElse(0.0),
                total.examples,
                perExample(total.loss, total.examples),
                perExample(total.absoluteError, total.examples),
                recent(model),
                auc(model, total),
                calibrationError(total),
                total.bins.reliability().stream()
                        .map(bin -> new ReliabilityBin(bin.count(), bin.predicted(), bin.observed()))
                        .toList(),
                events.stream()
                        .filter(event -> event.kind().equals(DRIFT)
                                && event.configuration().equals(configuration))
                        .map(event -> new DetectedDrift(event.at(), event.examples()))
                        .toList(),
                lossHistory(model, lookBack));
    }

    private RecentPerformance recent(ConfiguredModel model) {
        LossSums recent = store.findRecent(model, RECENT_MINUTES);
        return new RecentPerformance(
                recent.examples,
                perExample(recent.loss, recent.examples),
                auc(model, recent),
                calibrationError(recent));
    }

    private List<LossInterval> lossHistory(ConfiguredModel model, Duration lookBack) {
        Instant since = clock.instant().minus(lookBack);
        Duration bucketLength = Duration.ofMinutes(1 + lookBack.toMinutes() / MAX_TIME_BUCKETS);
        return store.findSeries(model, since, bucketLength).stream()
                .map(each -> new LossInterval(
                        each.from(),
                        each.examples(),
                        perExample(each.loss(), each.examples()),
                        each.trainingLoss() == null ? OptionalDouble.empty() : OptionalDouble.of(each.trainingLoss())))
                .toList();
    }

    private static double perExample(double sum, long examples) {
        return examples == 0 ? 0 : sum / examples;
    }

    private static double calibrationError(LossSums sums) {
        return sums.examples == 0 ? 0 : sums.bins.calibrationError();
    }

    private static OptionalDouble auc(ConfiguredModel model, LossSums sums) {
        double auc = model.binary() ? sums.bins.auc() : Double.NaN;
        return Double.isNaN(auc) ? OptionalDouble.empty() : OptionalDouble.of(auc);
    }
}
