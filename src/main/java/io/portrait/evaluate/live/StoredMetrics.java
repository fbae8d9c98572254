package io.portrait.evaluate.live;

import io.portrait.evaluate.LearningMetrics;
import io.portrait.evaluate.live.JdbcMetricStore.Mark;
import io.portrait.profile.LearnedModels;
import io.portrait.profile.LearnedModels.LearnedModel;
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

/** Reads the metrics from the database, where all instances' add up. */
@Component
class StoredMetrics implements LearningMetrics {

    private static final int MOST_MARKS = 200;
    private static final int MOST_STRETCHES = 100;
    private static final int RECENT_MINUTES = 15;
    private static final String DRIFT = "drift";

    private final JdbcMetricStore store;
    private final MetricKeeper keeper;
    private final LearnedModels models;
    private final Clock clock;

    StoredMetrics(JdbcMetricStore store, MetricKeeper keeper, LearnedModels models, Clock clock) {
        this.store = store;
        this.keeper = keeper;
        this.models = models;
        this.clock = clock;
    }

    @Override
    public Optional<String> champion(String target) {
        return keeper.champion(target);
    }

    @Override
    public List<Target> targets(Duration back) {
        Map<String, Boolean> targets = new LinkedHashMap<>();
        models.models().forEach(model -> targets.put(model.target(), model.binary()));
        return targets.entrySet().stream()
                .map(target -> target(target.getKey(), target.getValue(), back))
                .toList();
    }

    private Target target(String target, boolean binary, Duration back) {
        Optional<Standing> standing = store.standing(target);
        List<Mark> marks = store.marks(target, MOST_MARKS);
        return new Target(
                target,
                binary,
                standing.map(Standing::champion),
                standing.map(Standing::since),
                marks.stream()
                        .filter(mark -> !mark.kind().equals(DRIFT))
                        .map(mark -> new Switch(
                                mark.at(),
                                Objects.requireNonNull(mark.before()),
                                mark.configuration(),
                                mark.examples()))
                        .toList(),
                models.models().stream()
                        .filter(model -> model.target().equals(target))
                        .map(model -> learner(model, standing, marks, back))
                        .toList());
    }

    private Learner learner(LearnedModel model, Optional<Standing> standing, List<Mark> marks, Duration back) {
        Sums total = store.total(model);
        String configuration = model.configuration();
        return new Learner(
                model.learner(),
                configuration,
                standing.map(Standing::champion).equals(Optional.of(configuration)),
                standing.map(each -> each.weight(configuration)).orElse(0.0),
                total.examples,
                perExample(total.loss, total.examples),
                perExample(total.absolute, total.examples),
                recent(model),
                auc(model, total),
                calibrationError(total),
                total.bins.reliability().stream()
                        .map(bin -> new Reliability(bin.count(), bin.predicted(), bin.observed()))
                        .toList(),
                marks.stream()
                        .filter(mark -> mark.kind().equals(DRIFT)
                                && mark.configuration().equals(configuration))
                        .map(mark -> new Drift(mark.at(), mark.examples()))
                        .toList(),
                overTime(model, back));
    }

    private Recent recent(LearnedModel model) {
        Sums recent = store.recent(model, RECENT_MINUTES);
        return new Recent(
                recent.examples,
                perExample(recent.loss, recent.examples),
                auc(model, recent),
                calibrationError(recent));
    }

    private List<Stretch> overTime(LearnedModel model, Duration back) {
        Instant since = clock.instant().minus(back);
        Duration step = Duration.ofMinutes(1 + back.toMinutes() / MOST_STRETCHES);
        return store.series(model, since, step).stream()
                .map(each -> new Stretch(
                        each.beginning(),
                        each.examples(),
                        perExample(each.loss(), each.examples()),
                        each.trainingLoss() == null ? OptionalDouble.empty() : OptionalDouble.of(each.trainingLoss())))
                .toList();
    }

    private static double perExample(double sum, long examples) {
        return examples == 0 ? 0 : sum / examples;
    }

    private static double calibrationError(Sums sums) {
        return sums.examples == 0 ? 0 : sums.bins.calibrationError();
    }

    private static OptionalDouble auc(LearnedModel model, Sums sums) {
        double auc = model.binary() ? sums.bins.auc() : Double.NaN;
        return Double.isNaN(auc) ? OptionalDouble.empty() : OptionalDouble.of(auc);
    }
}
