package io.portrait.evaluation.fraud;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportHeader;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.evaluation.task.ReportPeriod.PeriodOptions;
import io.portrait.evaluation.task.TableOptions;
import io.portrait.model.fraud.RiskFeatures;
import io.portrait.model.learner.Learner;
import io.portrait.model.learner.Learners;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The task {@code fraud}: predicts the risk of card payments with the protocol of the Fraud Detection Handbook. Labels
 * arrive late, and cards that are known to be compromised are excluded. The default columns are those of the handbook's
 * simulated data.
 *
 * <p>Features, learners and step sizes were chosen on the weeks from 11 July to 7 August 2018, not on the week that is
 * reported by default (decision 0028).
 */
@Command(
        name = "--evaluate=fraud",
        description = "the risk of card payments whose labels arrive late",
        sortOptions = false)
public final class FraudTask extends EvaluationTask {

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

    @Mixin
    private final TableOptions tableOptions = new TableOptions();

    @Mixin
    private final PeriodOptions periodOptions = new PeriodOptions();

    @Option(
            names = "--label-delay",
            paramLabel = "<duration>",
            description = "how long after a payment its label is known (default: 7d)")
    private Duration labelDelay = Duration.ofDays(7);

    @Option(
            names = "--learners",
            split = ",(?![^(]*\\))",
            splitSynopsisLabel = ",",
            paramLabel = "<learner>",
            description = "more learners to evaluate, by name or with options, such as mlp or rls(forgetting=0.99)")
    private List<String> learners = List.of();

    @Option(
            names = "--known-cards",
            paramLabel = "<leave-out|keep>",
            description =
                    "cards known to be compromised: left out as in the handbook, or kept, which suits a long period"
                            + " (default: leave-out)")
    private KnownCards knownCards = KnownCards.LEAVE_OUT;

    /** The treatment of cards that are known to be compromised. */
    enum KnownCards {
        LEAVE_OUT,
        KEEP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public EvaluationReport run(ProgressBar progress) throws IOException {
        ReportPeriod period = periodOptions.or(DEFAULT_PERIOD);
        List<BaselineFraudLearner> baselines = baselines();
        Table table = tableOptions.read(data(), DEFAULT_COLUMNS, TIME_ORIGIN);
        requireColumns(table);
        period.requireRowsOf(table);
        FraudEvaluator evaluator = new FraudEvaluator(baselines, period, labelDelay, knownCards);
        evaluator.process(table, progress);
        return ReportHeader.of(name(), data(), table)
                .fact("label delay", labelDelay.toString())
                .fact("reported", period.toString())
                .fact(
                        "known cards",
                        "%,d payments of cards known to be compromised are %s"
                                .formatted(
                                        evaluator.paymentsOfKnownCards(),
                                        knownCards == KnownCards.KEEP ? "kept" : "left out"))
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

    /** The learners that are compared with the model of the service: a linear one and those of the options. */
    private List<BaselineFraudLearner> baselines() {
        List<BaselineFraudLearner> baselines = new ArrayList<>();
        baselines.add(baseline(
                LINEAR_LEARNER, Learners.parse(LINEAR_LEARNER + "(dimensions=%d)".formatted(RiskFeatures.SIZE))));
        for (String name : learners) {
            baselines.add(baseline(name, Learners.parseWithDimensions(name, RiskFeatures.SIZE)));
        }
        return baselines;
    }

    private static BaselineFraudLearner baseline(String name, Learner<?> learner) {
        return new BaselineFraudLearner(name, learner);
    }
}
