package io.portrait.evaluation.fraud;

import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.data.TableRow;
import io.portrait.evaluation.fraud.FraudTask.KnownCards;
import io.portrait.evaluation.task.DelayedLabelQueue;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.model.fraud.CardPayment;
import io.portrait.model.fraud.FraudPrior;
import io.portrait.model.fraud.Payment;
import io.portrait.model.fraud.RiskCapacity;
import io.portrait.model.fraud.RiskModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/**
 * An evaluation of the risk model in one pass over the payments. The features of a payment come from earlier payments;
 * it is predicted if it is in the reported period; it enters the histories at once, and its label when it arrives. The
 * model is that of the service. Mutable.
 */
final class FraudEvaluator {

    /** The training week of the handbook, whose frauds are known at the start of the test. */
    static final int TRAINING_DAYS = 7;

    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

    /** A payment whose label has not arrived yet. */
    private record PendingPayment(TableRow row, UserId card, String id, Vec features) {}

    private final List<BaselineFraudLearner> learners;
    private final RiskModel model = new RiskModel(RiskCapacity.UNLIMITED, FraudPrior.WEAK);
    private final SequencedMap<String, FraudMetrics> scores = new LinkedHashMap<>();
    private final FraudMetrics ensemble = new FraudMetrics("mean log-odds");
    private final ReportPeriod period;
    private final KnownCards knownCards;
    private final CompromisedCards compromisedCards;
    private final DelayedLabelQueue<PendingPayment> pending;
    private long paymentsOfKnownCards;

    FraudEvaluator(
            List<BaselineFraudLearner> learners, ReportPeriod period, Duration labelDelay, KnownCards knownCards) {
        this.learners = learners;
        this.period = period;
        this.knownCards = knownCards;
        int delayDays = (int) labelDelay.toDays();
        long firstDay = Math.floorDiv(period.fromMicros(), DAY_MICROS);
        this.compromisedCards = new CompromisedCards(firstDay - delayDays - TRAINING_DAYS, delayDays);
        this.pending = new DelayedLabelQueue<>(labelDelay);
    }

    void process(Table table, ProgressBar progress) {
        long rowsToProcess =
                table.times().filter(micros -> micros < period.toMicros()).count();
        progress.begin("fraud", rowsToProcess);
        long processed = 0;
        for (TableRow row : table) {
            if (processed == rowsToProcess) {
                return;
            }
            pending.release(row.micros(), this::learn);
            processRow(row);
            progress.advance(++processed);
        }
    }

    private void processRow(TableRow row) {
        UserId card = new UserId(Integer.toString(row.user()));
        Optional<String> terminal = Optional.of(Integer.toString(row.item()));
        Payment payment = new Payment(row.micros(), Math.max(0, row.numbers().get(0)));
        Vec features = model.features(new CardPayment(Optional.of(card), terminal, payment));
        if (period.contains(row.micros())) {
            predict(row, features);
        }
        if (row.target() == 1) {
            compromisedCards.addFraud(row.user(), day(row));
        }
        String id = Long.toString(model.payments());
        model.addPayment(card, id, terminal, payment);
        pending.add(row.micros(), new PendingPayment(row, card, id, features));
    }

    private void predict(TableRow row, Vec features) {
        if (compromisedCards.isCompromised(row.user(), day(row))) {
            paymentsOfKnownCards++;
            if (knownCards == KnownCards.LEAVE_OUT) {
                return;
            }
        }
        learners.forEach(learner -> score(learner.name(), row, learner.predict(features)));
        model.memberProbabilities(features).forEach((name, probability) -> score(name, row, probability));
        ensemble.add(day(row), row.user(), model.probability(features), row.target());
    }

    private void score(String name, TableRow row, double probability) {
        scores.computeIfAbsent(name, FraudMetrics::new).add(day(row), row.user(), probability, row.target());
    }

    private void learn(PendingPayment pendingPayment) {
        learners.forEach(learner ->
                learner.learn(pendingPayment.features(), pendingPayment.row().target()));
        model.addLabel(
                pendingPayment.card(), pendingPayment.id(), pendingPayment.row().target() == 1);
    }

    private static long day(TableRow row) {
        return Math.floorDiv(row.micros(), DAY_MICROS);
    }

    /** The number of payments in the period by cards that were known to be compromised. */
    long paymentsOfKnownCards() {
        return paymentsOfKnownCards;
    }

    List<EvaluationReport.ReportRow> rows() {
        List<EvaluationReport.ReportRow> rows =
                new ArrayList<>(scores.values().stream().map(FraudMetrics::row).toList());
        rows.add(ensemble.row());
        return rows;
    }
}
