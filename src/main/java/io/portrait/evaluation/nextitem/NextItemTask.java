package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.rating.ItemTopics;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.OptionTypes.YesNo;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportHeader;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.evaluation.task.ReportPeriod.PeriodOptions;
import io.portrait.evaluation.task.TableOptions;
import io.portrait.model.nextitem.NextItemConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The task {@code next-item}: predicts the next item of a user or session. In time order, each item is ranked among all
 * items seen so far and then learned. Every interaction of a user with a history is evaluated; an item that the stream has
 * not contained before cannot be predicted and counts as a miss. With {@code --repeats=no}, for data in which a user never
 * chooses an item twice, the items of the user's history are excluded from all rankings. If a target column is named, rows
 * with a target of 0 or less (returned goods) are ignored. The default columns are those of MovieLens in RecBole's format.
 */
@Command(
        name = "--evaluate=next-item",
        description = "the next item of a user or session, by the mixture and each of its experts",
        sortOptions = false)
public final class NextItemTask extends EvaluationTask {

    private static final ColumnRoles DEFAULT_COLUMNS = new ColumnRoles(
            Optional.empty(),
            Optional.of("timestamp"),
            Optional.of("user_id"),
            Optional.of("item_id"),
            new ColumnRoles.FeatureColumns.Listed(List.of(), List.of()));

    @Mixin
    private final TableOptions tableOptions = new TableOptions();

    @Mixin
    private final PeriodOptions periodOptions = new PeriodOptions();

    @Mixin
    private final ItemTopics.TopicOptions topicOptions = new ItemTopics.TopicOptions();

    @Option(
            names = "--repeats",
            paramLabel = "<yes|no>",
            description = "whether items of the user's history are ranked (default: yes)")
    private YesNo repeats = YesNo.YES;

    @Override
    public EvaluationReport run(ProgressBar progress) throws IOException {
        ReportPeriod period = periodOptions.or(ReportPeriod.ALL);
        boolean allowRepeats = repeats == YesNo.YES;
        Table table = tableOptions.read(data(), DEFAULT_COLUMNS, Instant.EPOCH);
        if (table.userCount() == 0 || table.itemCount() == 0) {
            throw new IllegalArgumentException("a user and an item are needed: --user=… --item=…");
        }
        ItemTopics topics = topicOptions.read(Optional.empty());
        NextItemEvaluator evaluator = new NextItemEvaluator(NextItemConfig.defaults(), allowRepeats, period);
        evaluator.process(table, topics, progress);
        return ReportHeader.of(name(), data(), table)
                .fact("users, items", "%,d and %,d".formatted(table.userCount(), table.itemCount()))
                .fact("topics", topics.toString())
                .fact("repeats", allowRepeats ? "ranked" : "excluded from the ranking")
                .fact("reported", period.toString())
                .rows(evaluator.rows())
                .build();
    }
}
