package io.portrait.evaluation.rating;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.task.EvaluationOptions;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportHeader;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.evaluation.task.TableOptions;
import io.portrait.model.rating.RatingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ratings of items by users, {@code --evaluate=ratings}: each is predicted, then learned, in one pass in the order of
 * time; ratings of one time stay in the order of the file. It is the model that serves, with the service's settings. The
 * columns' defaults are those of MovieLens in RecBole's format.
 *
 * <p>The settings were chosen on MovieLens-100k, by the losses on the first half of its stream and on all of it.
 */
public final class RatingTask implements EvaluationTask {

    private static final ColumnRoles DEFAULT_COLUMNS = new ColumnRoles(
            Optional.of("rating"),
            Optional.of("timestamp"),
            Optional.of("user_id"),
            Optional.of("item_id"),
            new ColumnRoles.FeatureColumns.Listed(List.of(), List.of()));

    private static final int DEFAULT_MAX_RATING = 5;

    @Override
    public String name() {
        return "ratings";
    }

    @Override
    public String summary() {
        return "ratings of items by users, by the shared model and each of its components";
    }

    @Override
    public Set<String> options() {
        Set<String> names = new HashSet<>(Set.of("scale", "items", "items-id", "items-topics"));
        names.addAll(TableOptions.NAMES);
        names.addAll(ReportPeriod.NAMES);
        return names;
    }

    @Override
    public EvaluationReport run(EvaluationOptions options, ProgressBar progress) throws IOException {
        ReportPeriod period = ReportPeriod.fromOptions(options, ReportPeriod.ALL);
        Table table = TableOptions.read(options, DEFAULT_COLUMNS, Instant.EPOCH);
        if (table.userCount() == 0 || table.itemCount() == 0) {
            throw new IllegalArgumentException("a user and an item are needed: --user=… --item=…");
        }
        ItemTopics topics = topics(options);
        RatingEvaluator evaluator = new RatingEvaluator(
                RatingConfig.defaults(), options.positiveInteger("scale", DEFAULT_MAX_RATING), period);
        evaluator.process(table, topics, progress);
        return ReportHeader.of(name(), options, table)
                .fact("users, items", "%,d and %,d".formatted(table.userCount(), table.itemCount()))
                .fact("topics", topics.toString())
                .fact("reported", period.toString())
                .rows(evaluator.rows())
                .build();
    }

    private static ItemTopics topics(EvaluationOptions options) throws IOException {
        Optional<Path> file = options.find("items").map(Path::of).or(() -> itemFileBeside(options.required("data")));
        return file.isEmpty()
                ? ItemTopics.NONE
                : ItemTopics.read(
                        file.get(),
                        options.find("items-id").orElse("item_id"),
                        options.find("items-topics").orElse("class"));
    }

    /** RecBole's format keeps the items of {@code x.inter} in {@code x.item}. */
    private static Optional<Path> itemFileBeside(String data) {
        return Optional.of(Path.of(data.replaceFirst("\\.inter$", ".item")))
                .filter(items -> !items.equals(Path.of(data)) && Files.exists(items));
    }
}
