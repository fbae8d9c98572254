package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.rating.ItemTopics;
import io.portrait.evaluation.task.EvaluationOptions;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportHeader;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.evaluation.task.TableOptions;
import io.portrait.model.nextitem.NextItemConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The next item of a user or session, {@code --evaluate=next-item}: it is ranked among all items that the stream has had
 * so far, then learned, in one pass in the order of time. What counts is every choice of a user who has a history; an item
 * that the stream has not had cannot be foreseen, and counts as missed. With {@code --repeats=no}, where nobody chooses
 * an item twice, what a user has chosen is out of the ranking, for every row alike. Where a target is
 * named, rows in which it is not above 0 (returned goods) are no choices. The columns' defaults are those of MovieLens in RecBole's format.
 */
public final class NextItemTask implements EvaluationTask {

    private static final ColumnRoles DEFAULT_COLUMNS = new ColumnRoles(
            Optional.empty(),
            Optional.of("timestamp"),
            Optional.of("user_id"),
            Optional.of("item_id"),
            new ColumnRoles.FeatureColumns.Listed(List.of(), List.of()));

    @Override
    public String name() {
        return "next-item";
    }

    @Override
    public String summary() {
        return "the next item of a user or session, by the mixture and each of its experts";
    }

    @Override
    public Set<String> options() {
        Set<String> names = new HashSet<>(Set.of("repeats", "items", "items-id", "items-topics"));
        names.addAll(TableOptions.NAMES);
        names.addAll(ReportPeriod.NAMES);
        return names;
    }

    @Override
    public EvaluationReport run(EvaluationOptions options, ProgressBar progress) throws IOException {
        ReportPeriod period = ReportPeriod.fromOptions(options, ReportPeriod.ALL);
        boolean allowRepeats = options.oneOf("repeats", "yes", "yes", "no").equals("yes");
        Table table = TableOptions.read(options, DEFAULT_COLUMNS, Instant.EPOCH);
        if (table.userCount() == 0 || table.itemCount() == 0) {
            throw new IllegalArgumentException("a user and an item are needed: --user=… --item=…");
        }
        ItemTopics topics = topics(options);
        NextItemEvaluator evaluator = new NextItemEvaluator(NextItemConfig.defaults(), allowRepeats, period);
        evaluator.process(table, topics, progress);
        return ReportHeader.of(name(), options, table)
                .fact("users, items", "%,d and %,d".formatted(table.userCount(), table.itemCount()))
                .fact("topics", topics.toString())
                .fact("repeats", allowRepeats ? "ranked" : "left out of the ranking")
                .fact("reported", period.toString())
                .rows(evaluator.rows())
                .build();
    }

    private static ItemTopics topics(EvaluationOptions options) throws IOException {
        Optional<String> file = options.find("items");
        return file.isEmpty()
                ? ItemTopics.NONE
                : ItemTopics.read(
                        Path.of(file.get()),
                        options.find("items-id").orElse("item_id"),
                        options.find("items-topics").orElse("class"));
    }
}
