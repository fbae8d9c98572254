package io.portrait.evaluation.fraud;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.task.EvaluationOptions;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportHeader;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.evaluation.task.TableOptions;
import io.portrait.model.fraud.RiskFeatures;
import io.portrait.model.learner.Learner;
import io.portrait.model.learner.Learners;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The risk of card payments, {@code --evaluate=fraud}, with the protocol of the Fraud Detection Handbook: labels come
 * late, and cards that are known as compromised are on no list. The columns' defaults are those of its simulated data.
 *
 * <p>Features, learners and their step sizes were chosen on the weeks from 11 July to 7 August 2018, not on the one that is
 * reported by default (decision 0028).
 */
public final class FraudTask implements EvaluationTask {

    private static final Instant TIME_ORIGIN = Instant.parse("2018-04-01T00:00:00Z");

    private static final ColumnRoles DEFAULT_COLUMNS = new ColumnRoles(
            Optional.of("TX_FRAUD"),
            Optional.of("TX_TIME_SECONDS"),
            Optional.of("CUSTOMER_ID"),
            Optional.of("TERMINAL_ID"),
            new ColumnRoles.FeatureColumns.Listed(List.of("TX_AMOUNT"), List.of()));

    private static final ReportPeriod DEFAULT_PERIOD =
            ReportPeriod.between(Instant.parse("2018-08-08T00:00:00Z"), Instant.parse("2018-08-15T00:00:00Z"));

    private static final String LINEAR_LEARNER = "ftrl-proximal";

    @Override
    public String name() {
        return "fraud";
    }

    @Override
    public String summary() {
        return "the risk of card payments whose labels come late";
    }

    @Override
    public Set<String> options() {
        Set<String> names = new HashSet<>(Set.of("label-delay", "learners"));
        names.addAll(TableOptions.NAMES);
        names.addAll(ReportPeriod.NAMES);
        return names;
    }

    @Override
    public EvaluationReport run(EvaluationOptions options, ProgressBar progress) throws IOException {
        Duration labelDelay = options.duration("label-delay", Duration.ofDays(7));
        ReportPeriod period = ReportPeriod.fromOptions(options, DEFAULT_PERIOD);
        List<BaselineFraudLearner> learners = learners(options);
        Table table = TableOptions.read(options, DEFAULT_COLUMNS, TIME_ORIGIN);
        requireColumns(table);
        FraudEvaluator evaluator = new FraudEvaluator(learners, period, labelDelay);
        evaluator.process(table, progress);
        return ReportHeader.of(name(), options, table)
                .fact("label delay", labelDelay.toString())
                .fact("reported", period.toString())
                .fact("left out", "%,d payments of cards known as compromised".formatted(evaluator.excluded()))
                .rows(evaluator.rows())
                .build();
    }

    private static void requireColumns(Table table) {
        if (table.userCount() == 0
                || table.itemCount() == 0
                || table.numericColumns().size() != 1) {
            throw new IllegalArgumentException(
                    "a card, a terminal and one amount are needed: --user=… --item=… --numeric=…");
        }
        if (!table.isBinary()) {
            throw new IllegalArgumentException("labels must be 0 or 1; there are others");
        }
    }

    /** Those beside the model that serves: the linear one, and what else is asked for. */
    private static List<BaselineFraudLearner> learners(EvaluationOptions options) {
        List<BaselineFraudLearner> learners = new ArrayList<>();
        learners.add(baseline(
                LINEAR_LEARNER, Learners.parse(LINEAR_LEARNER + "(dimensions=%d)".formatted(RiskFeatures.SIZE))));
        for (String name : options.list("learners")) {
            learners.add(baseline(name, Learners.parseWithDimensions(name, RiskFeatures.SIZE)));
        }
        return learners;
    }

    private static BaselineFraudLearner baseline(String name, Learner<?> learner) {
        return new BaselineFraudLearner(name, learner);
    }
}
