package io.portrait.evaluation.tabular;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportHeader;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.evaluation.task.ReportPeriod.PeriodOptions;
import io.portrait.evaluation.task.TableOptions;
import io.portrait.model.learner.Learner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The task {@code stream}: compares learners on any table of numbers and categories. */
@Command(
        name = "--evaluate=stream",
        description = "any learners on any table of numbers and categories, regression or binary",
        sortOptions = false)
public final class StreamTask extends EvaluationTask {

    private static final ColumnRoles DEFAULT_COLUMNS = new ColumnRoles(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new ColumnRoles.FeatureColumns.AllRemaining());

    @Mixin
    private final TableOptions tableOptions = new TableOptions();

    @Mixin
    private final PeriodOptions periodOptions = new PeriodOptions();

    /** The kind of the target as an option. */
    private enum KindOption {
        AUTO,
        REGRESSION,
        BINARY
    }

    @Option(
            names = "--kind",
            paramLabel = "<kind>",
            description = "auto, regression or binary; auto infers it from the values of the target (default: auto)")
    private KindOption kind = KindOption.AUTO;

    @Option(
            names = "--label-delay",
            paramLabel = "<duration>",
            description = "how long after its row a label is known (default: 0s)")
    private Duration labelDelay = Duration.ZERO;

    @Option(
            names = "--learners",
            split = ",(?![^(]*\\))",
            splitSynopsisLabel = ",",
            paramLabel = "<learner>",
            description = "the learners, by name or with options, such as rls(forgetting=0.99) (default: all)")
    private List<String> learners = List.of();

    @Override
    public EvaluationReport run(ProgressBar progress) throws IOException {
        ReportPeriod period = periodOptions.or(ReportPeriod.ALL);
        tableOptions.requireTarget();
        Table table = tableOptions.read(data(), DEFAULT_COLUMNS, Instant.EPOCH);
        period.requireRowsOf(table);
        boolean binary = kind == KindOption.AUTO ? table.isBinary() : kind == KindOption.BINARY;
        if (binary && !table.isBinary()) {
            throw new IllegalArgumentException("--kind=binary needs targets of 0 and 1 only; there are others");
        }
        RowFeatures features = new RowFeatures(table);
        if (features.size() == 0) {
            throw new IllegalArgumentException(
                    "there is no column to learn from: name some with --numeric, --categorical," + " --user or --item");
        }
        StreamEvaluator evaluator =
                new StreamEvaluator(features, learners(features.size(), binary), binary, labelDelay);
        evaluator.process(table, period, progress);
        return ReportHeader.of(name(), data(), table)
                .fact("kind", binary ? "binary" : "regression")
                .fact("numeric", String.join(", ", table.numericColumns()))
                .fact("categorical", String.join(", ", table.categoricalColumns()))
                .fact("label delay", labelDelay.toString())
                .rows(evaluator.rows())
                .build();
    }

    private List<Learner<?>> learners(int dimensions, boolean binary) {
        Collection<String> names = learners.isEmpty() ? TargetKind.of(binary).learners(dimensions) : learners;
        return names.stream()
                .<Learner<?>>map(name -> TargetKind.of(binary).learner(name, dimensions))
                .toList();
    }
}
