package io.portrait.evaluate.tabular;

import io.portrait.evaluate.contest.Contest;
import io.portrait.evaluate.data.Row;
import io.portrait.evaluate.data.Table;
import io.portrait.evaluate.metric.LogLoss;
import io.portrait.evaluate.metric.Scorecard;
import io.portrait.evaluate.task.DelayedLabels;
import io.portrait.evaluate.task.Period;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.feature.Example;
import io.portrait.kernel.Vec;
import io.portrait.learning.Learner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * Test, then train, one pass: each row is predicted by all learners when it comes, and learned when its label is there.
 * Mutable.
 */
final class StreamRun {

    /** A row that was predicted and waits for its label. */
    private record Predicted(Row row, Vec x, Vec predictions) {}

    private static final Contest.Config CONTEST = new Contest.Config(0.5, 10_000);

    private final RowFeatures features;
    private final boolean binary;
    private final List<Contender> contenders;
    private final Scorecard mean;
    private final Scorecard champion;
    private final Scorecard mixture;
    private final DelayedLabels<Predicted> pending;
    private final MeanTarget targets = new MeanTarget();
    private Contest contest;
    private long switches;

    StreamRun(RowFeatures features, List<Learner<?>> learners, boolean binary, Duration labelDelay) {
        this.features = features;
        this.binary = binary;
        this.contenders = learners.stream()
                .map(learner -> new Contender(learner, scorecard()))
                .toList();
        this.mean = scorecard();
        this.champion = scorecard();
        this.mixture = scorecard();
        this.pending = new DelayedLabels<>(labelDelay);
        this.contest = Contest.among(learners.size(), CONTEST);
    }

    private Scorecard scorecard() {
        return binary ? Scorecard.ofProbabilities() : Scorecard.ofNumbers();
    }

    void over(Table table, Period period, ProgressBar progress) {
        progress.begin("stream", table.size());
        long done = 0;
        for (Row row : table) {
            pending.release(row.micros(), this::learn);
            Predicted predicted = predict(row);
            if (period.contains(row.micros())) {
                note(predicted);
            }
            pending.add(row.micros(), predicted);
            progress.advance(++done);
        }
    }

    private Predicted predict(Row row) {
        Vec x = features.of(row);
        double[] predictions = new double[contenders.size()];
        for (int i = 0; i < predictions.length; i++) {
            double prediction = contenders.get(i).predict(x);
            predictions[i] = binary ? Math.clamp(prediction, 0, 1) : prediction;
        }
        return new Predicted(row, x, Vec.adopt(predictions));
    }

    private void note(Predicted predicted) {
        double target = predicted.row().target();
        Vec predictions = predicted.predictions();
        for (int i = 0; i < contenders.size(); i++) {
            contenders.get(i).scorecard().add(predictions.get(i), target);
        }
        mean.add(targets.mean(), target);
        champion.add(predictions.get(contest.champion()), target);
        mixture.add(predictions.dot(contest.weights()), target);
    }

    private void learn(Predicted predicted) {
        double target = predicted.row().target();
        Example example = new Example(predicted.x(), target, 1);
        contenders.forEach(contender -> contender.learn(example));
        Contest next = contest.after(predicted.predictions().map(prediction -> loss(prediction, target)));
        switches += next.champion() == contest.champion() ? 0 : 1;
        contest = next;
        targets.add(target);
        features.learn(predicted.row());
    }

    /** Of order 1 whatever the target's unit, as the contest needs it. */
    private double loss(double prediction, double target) {
        if (binary) {
            return LogLoss.of(prediction, target);
        }
        double error = prediction - target;
        return Math.min(10, error * error / Math.max(targets.variance(), 1e-12));
    }

    /** The mean so far, the learners, the champion, the mixture. */
    List<Report.Row> rows() {
        List<Report.Row> rows = new ArrayList<>();
        rows.add(row("mean so far", mean));
        for (Contender contender : contenders) {
            SequencedMap<String, Double> figures = contender.scorecard().figures();
            figures.put("seconds", contender.seconds());
            rows.add(new Report.Row(contender.name(), figures));
        }
        if (contenders.size() > 1) {
            rows.add(row("champion (%d switches)".formatted(switches), champion));
            rows.add(row("weighted mixture", mixture));
        }
        return rows;
    }

    private static Report.Row row(String name, Scorecard scorecard) {
        return new Report.Row(name, scorecard.figures());
    }
}
