package io.portrait.evaluation.tabular;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.task.EvaluationOptions;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportHeader;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.evaluation.task.TableOptions;
import io.portrait.model.learner.Learner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Any of the learners on any table, side by side: {@code --evaluate=stream}. */
public final class StreamTask implements EvaluationTask {

    private static final ColumnRoles DEFAULT_COLUMNS = new ColumnRoles(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new ColumnRoles.FeatureColumns.AllRemaining());

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public String summary() {
        return "any learners on any table of numbers and categories, regression or binary";
    }

    @Override
    public Set<String> options() {
        Set<String> names = new HashSet<>(Set.of("kind", "learners", "label-delay"));
        names.addAll(TableOptions.NAMES);
        names.addAll(ReportPeriod.NAMES);
        return names;
    }

    @Override
    public EvaluationReport run(EvaluationOptions options, ProgressBar progress) throws IOException {
        Duration labelDelay = options.duration("label-delay", Duration.ZERO);
        ReportPeriod period = ReportPeriod.fromOptions(options, ReportPeriod.ALL);
        String kind = options.oneOf("kind", "auto", "auto", "regression", "binary");
        TableOptions.requireTarget(options);
        Table table = TableOptions.read(options, DEFAULT_COLUMNS, Instant.EPOCH);
        boolean binary = kind.equals("auto") ? table.isBinary() : kind.equals("binary");
        if (binary && !table.isBinary()) {
            throw new IllegalArgumentException("--kind=binary needs targets of 0 and 1 only; there are others");
        }
        RowFeatures features = new RowFeatures(table);
        if (features.size() == 0) {
            throw new IllegalArgumentException(
                    "there is no column to learn from: name some with --numeric, --categorical," + " --user or --item");
        }
        StreamEvaluator evaluator =
                new StreamEvaluator(features, learners(options, features.size(), binary), binary, labelDelay);
        evaluator.process(table, period, progress);
        return ReportHeader.of(name(), options, table)
                .fact("kind", binary ? "binary" : "regression")
                .fact("numeric", String.join(", ", table.numericColumns()))
                .fact("categorical", String.join(", ", table.categoricalColumns()))
                .fact("label delay", labelDelay.toString())
                .rows(evaluator.rows())
                .build();
    }

    private static List<Learner<?>> learners(EvaluationOptions options, int dimensions, boolean binary) {
        List<String> requested = options.list("learners");
        Collection<String> names = requested.isEmpty() ? TargetKind.of(binary).learners(dimensions) : requested;
        return names.stream()
                .<Learner<?>>map(name -> TargetKind.of(binary).learner(name, dimensions))
                .toList();
    }
}
