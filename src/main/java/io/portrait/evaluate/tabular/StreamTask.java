package io.portrait.evaluate.tabular;

import io.portrait.evaluate.data.Columns;
import io.portrait.evaluate.data.Table;
import io.portrait.evaluate.task.DataOptions;
import io.portrait.evaluate.task.Facts;
import io.portrait.evaluate.task.Options;
import io.portrait.evaluate.task.Period;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.evaluate.task.Task;
import io.portrait.learning.Learner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Any of the learners on any table, side by side: {@code --evaluate=stream}. */
public final class StreamTask implements Task {

    private static final Columns COLUMNS = new Columns(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), new Columns.Features.Rest());

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
        names.addAll(DataOptions.NAMES);
        names.addAll(Period.NAMES);
        return names;
    }

    @Override
    public Report run(Options options, ProgressBar progress) throws IOException {
        Duration delay = options.duration("label-delay", Duration.ZERO);
        Period period = Period.of(options, Period.ALL);
        String kind = options.oneOf("kind", "auto", "auto", "regression", "binary");
        DataOptions.requireTarget(options);
        Table table = DataOptions.read(options, COLUMNS, Instant.EPOCH);
        boolean binary = kind.equals("auto") ? table.isBinary() : kind.equals("binary");
        if (binary && !table.isBinary()) {
            throw new IllegalArgumentException("--kind=binary needs targets of 0 and 1 only; there are others");
        }
        RowFeatures features = new RowFeatures(table);
        if (features.size() == 0) {
            throw new IllegalArgumentException(
                    "there is no column to learn from: name some with --numeric, --categorical," + " --user or --item");
        }
        StreamRun run = new StreamRun(features, learners(options, features.size(), binary), binary, delay);
        run.over(table, period, progress);
        return Facts.of(name(), options, table)
                .fact("kind", binary ? "binary" : "regression")
                .fact("numeric", String.join(", ", table.numericColumns()))
                .fact("categorical", String.join(", ", table.categoricalColumns()))
                .fact("label delay", delay.toString())
                .rows(run.rows())
                .build();
    }

    private static List<Learner<?>> learners(Options options, int dimensions, boolean binary) {
        List<String> asked = options.list("learners");
        Collection<String> names = asked.isEmpty() ? TargetKind.of(binary).learners(dimensions) : asked;
        return names.stream()
                .<Learner<?>>map(name -> TargetKind.of(binary).learner(name, dimensions))
                .toList();
    }
}
