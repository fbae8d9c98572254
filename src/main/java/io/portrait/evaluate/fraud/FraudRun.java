package io.portrait.evaluate.fraud;

import io.portrait.evaluate.data.Row;
import io.portrait.evaluate.data.Table;
import io.portrait.evaluate.task.DelayedLabels;
import io.portrait.evaluate.task.Period;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.feature.CardHistory;
import io.portrait.feature.Payment;
import io.portrait.feature.RiskFeatures;
import io.portrait.feature.TerminalHistory;
import io.portrait.kernel.Vec;
import io.portrait.learning.LogOddsMean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One pass over the payments: features from what came before, predictions in the reported period, then the payment
 * counts at once and its label when it comes. Mutable; keeps a history for each card and terminal of the file.
 */
final class FraudRun {

    /** The handbook's training week, whose compromised cards are known. */
    static final int TRAINING_DAYS = 7;

    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

    /** A payment whose label has not come. */
    private record Unlabelled(Row row, Payment payment, Vec features) {}

    private final List<FraudLearner> learners;
    private final Predicate<FraudLearner> isInMean;
    private final List<FraudScores> scores = new ArrayList<>();
    private final FraudScores mean = new FraudScores("mean log-odds");
    private final Period period;
    private final KnownFrauds known;
    private final DelayedLabels<Unlabelled> pending;
    private final Map<Integer, CardHistory> cards = new HashMap<>();
    private final Map<Integer, TerminalHistory> terminals = new HashMap<>();
    private long excluded;

    FraudRun(List<FraudLearner> learners, Predicate<FraudLearner> isInMean, Period period, Duration delay) {
        this.learners = learners;
        this.isInMean = isInMean;
        learners.forEach(learner -> scores.add(new FraudScores(learner.name())));
        this.period = period;
        int delayDays = (int) delay.toDays();
        long firstDay = Math.floorDiv(period.fromMicros(), DAY_MICROS);
        this.known = new KnownFrauds(firstDay - delayDays - TRAINING_DAYS, delayDays);
        this.pending = new DelayedLabels<>(delay);
    }

    void over(Table table, ProgressBar progress) {
        long last = table.times().filter(micros -> micros < period.toMicros()).count();
        progress.begin("fraud", last);
        long done = 0;
        for (Row row : table) {
            if (done == last) {
                return;
            }
            pending.release(row.micros(), this::learn);
            meet(row);
            progress.advance(++done);
        }
    }

    private void meet(Row row) {
        Payment payment = new Payment(row.micros(), Math.max(0, row.numbers().get(0)));
        CardHistory card = cards.getOrDefault(row.user(), CardHistory.NONE);
        TerminalHistory terminal = terminals.getOrDefault(row.item(), TerminalHistory.NONE);
        Vec features = RiskFeatures.of(payment, card, terminal);
        if (period.contains(row.micros())) {
            predict(row, features);
        }
        if (row.target() == 1) {
            known.add(row.user(), day(row));
        }
        cards.put(row.user(), card.after(payment));
        terminals.put(row.item(), terminal.after(payment));
        pending.add(row.micros(), new Unlabelled(row, payment, features));
    }

    private void predict(Row row, Vec features) {
        if (known.isKnown(row.user(), day(row))) {
            excluded++;
            return;
        }
        List<Double> blended = new ArrayList<>();
        for (int i = 0; i < learners.size(); i++) {
            double probability = learners.get(i).predict(features);
            scores.get(i).add(day(row), row.user(), probability, row.target());
            if (isInMean.test(learners.get(i))) {
                blended.add(probability);
            }
        }
        Vec probabilities =
                Vec.adopt(blended.stream().mapToDouble(Double::doubleValue).toArray());
        mean.add(day(row), row.user(), LogOddsMean.of(probabilities), row.target());
    }

    private void learn(Unlabelled unlabelled) {
        Row row = unlabelled.row();
        boolean fraud = row.target() == 1;
        learners.forEach(learner -> learner.learn(unlabelled.features(), row.target()));
        cards.computeIfPresent(row.user(), (any, card) -> card.labelled(unlabelled.payment(), fraud));
        terminals.computeIfPresent(row.item(), (any, terminal) -> terminal.labelled(unlabelled.payment(), fraud));
    }

    private static long day(Row row) {
        return Math.floorDiv(row.micros(), DAY_MICROS);
    }

    /** Payments in the period of cards that were known as compromised. */
    long excluded() {
        return excluded;
    }

    List<Report.Row> rows() {
        List<Report.Row> rows =
                new ArrayList<>(scores.stream().map(FraudScores::row).toList());
        rows.add(mean.row());
        return rows;
    }
}
