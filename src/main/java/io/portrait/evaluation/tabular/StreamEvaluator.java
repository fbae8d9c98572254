package io.portrait.evaluation.tabular;

import io.portrait.evaluation.champion.ChampionSelection;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.data.TableRow;
import io.portrait.evaluation.metric.LogLoss;
import io.portrait.evaluation.metric.MetricSet;
import io.portrait.evaluation.task.DelayedLabelQueue;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import io.portrait.model.learner.Learner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * A prequential (test-then-train) evaluation of learners in one pass: all learners predict each row, and learn it when
 * its label arrives. Mutable.
 */
final class StreamEvaluator {

    /** A predicted row whose label has not arrived yet. */
    private record PendingExample(TableRow row, Vec x, Vec predictions) {}

    private static final ChampionSelection.Weighting CHAMPION_WEIGHTING = new ChampionSelection.Weighting(0.5, 10_000);

    private final RowFeatures features;
    private final boolean binary;
    private final List<EvaluatedLearner> evaluatedLearners;
    private final MetricSet meanBaseline;
    private final MetricSet champion;
    private final MetricSet mixture;
    private final DelayedLabelQueue<PendingExample> pendingLabels;
    private final RunningMoments targetMoments = new RunningMoments();
    private ChampionSelection selection;
    private long switches;

    StreamEvaluator(RowFeatures features, List<Learner<?>> learners, boolean binary, Duration labelDelay) {
        this.features = features;
        this.binary = binary;
        this.evaluatedLearners = learners.stream()
                .map(learner -> new EvaluatedLearner(learner, newMetricSet()))
                .toList();
        this.meanBaseline = newMetricSet();
        this.champion = newMetricSet();
        this.mixture = newMetricSet();
        this.pendingLabels = new DelayedLabelQueue<>(labelDelay);
        this.selection = ChampionSelection.start(learners.size(), CHAMPION_WEIGHTING);
    }

    private MetricSet newMetricSet() {
        return binary ? MetricSet.forProbabilities() : MetricSet.forRegression();
    }

    void process(Table table, ReportPeriod period, ProgressBar progress) {
        progress.begin("stream", table.size());
        long processed = 0;
        for (TableRow row : table) {
            pendingLabels.release(row.micros(), this::learn);
            PendingExample pendingExample = predict(row);
            if (period.contains(row.micros())) {
                recordMetrics(pendingExample);
            }
            pendingLabels.add(row.micros(), pendingExample);
            progress.advance(++processed);
        }
    }

    private PendingExample predict(TableRow row) {
        Vec x = features.featurize(row);
        double[] predictions = new double[evaluatedLearners.size()];
        for (int i = 0; i < predictions.length; i++) {
            double prediction = evaluatedLearners.get(i).predict(x);
            predictions[i] = binary ? Math.clamp(prediction, 0, 1) : prediction;
        }
        return new PendingExample(row, x, Vec.adopt(predictions));
    }

    private void recordMetrics(PendingExample pendingExample) {
        double target = pendingExample.row().target();
        Vec predictions = pendingExample.predictions();
        for (int i = 0; i < evaluatedLearners.size(); i++) {
            evaluatedLearners.get(i).metrics().add(predictions.get(i), target);
        }
        meanBaseline.add(targetMoments.mean(), target);
        champion.add(predictions.get(selection.champion()), target);
        mixture.add(predictions.dot(selection.weights()), target);
    }

    private void learn(PendingExample pendingExample) {
        double target = pendingExample.row().target();
        Example example = new Example(pendingExample.x(), target, 1);
        evaluatedLearners.forEach(evaluated -> evaluated.learn(example));
        ChampionSelection updated =
                selection.update(pendingExample.predictions().map(prediction -> loss(prediction, target)));
        switches += updated.champion() == selection.champion() ? 0 : 1;
        selection = updated;
        targetMoments.add(target);
        features.learn(pendingExample.row());
    }

    /**
     * The loss, scaled to the order of 1 independently of the unit of the target, as the champion selection requires.
     */
    private double loss(double prediction, double target) {
        if (binary) {
            return LogLoss.of(prediction, target);
        }
        double error = prediction - target;
        return Math.min(10, error * error / Math.max(targetMoments.variance(), 1e-12));
    }

    /** The rows of the report: the running mean, the learners, the champion and the weighted mixture. */
    List<EvaluationReport.ReportRow> rows() {
        List<EvaluationReport.ReportRow> rows = new ArrayList<>();
        rows.add(row("mean so far", meanBaseline));
        for (EvaluatedLearner evaluated : evaluatedLearners) {
            SequencedMap<String, Double> figures = evaluated.metrics().figures();
            figures.put("seconds", evaluated.seconds());
            rows.add(new EvaluationReport.ReportRow(evaluated.name(), figures));
        }
        if (evaluatedLearners.size() > 1) {
            rows.add(row("champion (%d switches)".formatted(switches), champion));
            rows.add(row("weighted mixture", mixture));
        }
        return rows;
    }

    private static EvaluationReport.ReportRow row(String name, MetricSet metrics) {
        return new EvaluationReport.ReportRow(name, metrics.figures());
    }
}
