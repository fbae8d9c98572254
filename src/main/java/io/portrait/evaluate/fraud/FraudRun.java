package io.portrait.evaluate.fraud;

import io.portrait.evaluate.data.Row;
import io.portrait.evaluate.data.Table;
import io.portrait.evaluate.task.DelayedLabels;
import io.portrait.evaluate.task.Period;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.feature.Payment;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.risk.RiskBounds;
import io.portrait.risk.RiskModel;
import io.portrait.risk.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/**
 * One pass over the payments: features from what came before, predictions in the reported period, then the payment
 * counts at once and its label when it comes. Mutable. The model is
 * the one that serves.
 */
final class FraudRun {

    /** The handbook's training week, whose compromised cards are known. */
    static final int TRAINING_DAYS = 7;

    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

    /** A payment whose label has not come. */
    private record Unlabelled(Row row, UserId card, String id, Vec features) {}

    private final List<FraudLearner> learners;
    private final RiskModel model = new RiskModel(RiskBounds.NONE);
    private final SequencedMap<String, FraudScores> scores = new LinkedHashMap<>();
    private final FraudScores mean = new FraudScores("mean log-odds");
    private final Period period;
    private final KnownFrauds known;
    private final DelayedLabels<Unlabelled> pending;
    private long excluded;

    FraudRun(List<FraudLearner> learners, Period period, Duration delay) {
        this.learners = learners;
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
        UserId card = new UserId(Integer.toString(row.user()));
        Optional<String> terminal = Optional.of(Integer.toString(row.item()));
        Payment payment = new Payment(row.micros(), Math.max(0, row.numbers().get(0)));
        Vec features = model.features(new Transfer(Optional.of(card), terminal, payment));
        if (period.contains(row.micros())) {
            predict(row, features);
        }
        if (row.target() == 1) {
            known.add(row.user(), day(row));
        }
        String id = Long.toString(model.payments());
        model.pay(card, id, terminal, payment);
        pending.add(row.micros(), new Unlabelled(row, card, id, features));
    }

    private void predict(Row row, Vec features) {
        if (known.isKnown(row.user(), day(row))) {
            excluded++;
            return;
        }
        learners.forEach(learner -> score(learner.name(), row, learner.predict(features)));
        model.members(features).forEach((name, probability) -> score(name, row, probability));
        mean.add(day(row), row.user(), model.probability(features), row.target());
    }

    private void score(String name, Row row, double probability) {
        scores.computeIfAbsent(name, FraudScores::new).add(day(row), row.user(), probability, row.target());
    }

    private void learn(Unlabelled unlabelled) {
        learners.forEach(
                learner -> learner.learn(unlabelled.features(), unlabelled.row().target()));
        model.label(unlabelled.card(), unlabelled.id(), unlabelled.row().target() == 1);
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
                new ArrayList<>(scores.values().stream().map(FraudScores::row).toList());
        rows.add(mean.row());
        return rows;
    }
}
