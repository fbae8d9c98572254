package io.portrait.evaluation.rating;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.OptionTypes.PositiveInteger;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportHeader;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.evaluation.task.ReportPeriod.PeriodOptions;
import io.portrait.evaluation.task.TableOptions;
import io.portrait.model.rating.RatingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The task {@code ratings}: predicts ratings of items by users. In time order, each rating is predicted and then learned;
 * ratings with the same time keep the order of the file. The model and its settings are those of the service. The default
 * columns are those of MovieLens in RecBole's format.
 *
 * <p>The settings were chosen on MovieLens-100k, by the losses on the first half of the stream and on the whole.
 */
@Command(
        name = "--evaluate=ratings",
        description = "ratings of items by users, by the global rating model and each of its components",
        sortOptions = false)
public final class RatingTask extends EvaluationTask {

    private static final ColumnRoles DEFAULT_COLUMNS = new ColumnRoles(
            Optional.of("rating"),
            Optional.of("timestamp"),
            Optional.of("user_id"),
            Optional.of("item_id"),
            new ColumnRoles.FeatureColumns.Listed(List.of(), List.of()));

    private static final int DEFAULT_MAX_RATING = 5;

    @Mixin
    private final TableOptions tableOptions = new TableOptions();

    @Mixin
    private final PeriodOptions periodOptions = new PeriodOptions();

    @Mixin
    private final ItemTopics.TopicOptions topicOptions = new ItemTopics.TopicOptions();

    @Option(
            names = "--scale",
            paramLabel = "<rating>",
            converter = PositiveInteger.class,
            description = "the highest rating of the file (default: ${DEFAULT-VALUE})")
    private int maxRating = DEFAULT_MAX_RATING;

    @Override
    public EvaluationReport run(ProgressBar progress) throws IOException {
        ReportPeriod period = periodOptions.or(ReportPeriod.ALL);
        Table table = tableOptions.read(data(), DEFAULT_COLUMNS, Instant.EPOCH);
        if (table.userCount() == 0 || table.itemCount() == 0) {
            throw new IllegalArgumentException("a user and an item are needed: --user=… --item=…");
        }
        requireScale(table);
        period.requireRowsOf(table);
        ItemTopics topics = topicOptions.read(itemFileBeside(data()));
        RatingEvaluator evaluator = new RatingEvaluator(RatingConfig.defaults(), maxRating, period);
        evaluator.process(table, topics, progress);
        return ReportHeader.of(name(), data(), table)
                .fact("users, items", "%,d and %,d".formatted(table.userCount(), table.itemCount()))
                .fact("topics", topics.toString())
                .fact("reported", period.toString())
                .rows(evaluator.rows())
                .build();
    }

    private void requireScale(Table table) {
        DoubleSummaryStatistics ratings = table.targets().summaryStatistics();
        if (ratings.getMin() < 0 || ratings.getMax() > maxRating) {
            throw new IllegalArgumentException(
                    "ratings must be from 0 to %d, the file has %s to %s: give the highest possible rating as --scale=…"
                            .formatted(maxRating, ratings.getMin(), ratings.getMax()));
        }
    }

    /** The file {@code x.item} beside {@code x.inter}, which holds the items in RecBole's format; empty if there is none. */
    private static Optional<Path> itemFileBeside(Path data) {
        return Optional.of(Path.of(data.toString().replaceFirst("\\.inter$", ".item")))
                .filter(items -> !items.equals(data) && Files.exists(items));
    }
}
