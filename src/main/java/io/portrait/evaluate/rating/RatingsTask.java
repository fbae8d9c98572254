package io.portrait.evaluate.rating;

import io.portrait.evaluate.data.Columns;
import io.portrait.evaluate.data.Table;
import io.portrait.evaluate.task.DataOptions;
import io.portrait.evaluate.task.Facts;
import io.portrait.evaluate.task.Options;
import io.portrait.evaluate.task.Period;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.evaluate.task.Task;
import io.portrait.rating.RatingConfig;
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
public final class RatingsTask implements Task {

    private static final Columns COLUMNS = new Columns(
            Optional.of("rating"),
            Optional.of("timestamp"),
            Optional.of("user_id"),
            Optional.of("item_id"),
            new Columns.Features.Named(List.of(), List.of()));

    private static final int DEFAULT_SCALE = 5;

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
        names.addAll(DataOptions.NAMES);
        names.addAll(Period.NAMES);
        return names;
    }

    @Override
    public Report run(Options options, ProgressBar progress) throws IOException {
        Period period = Period.of(options, Period.ALL);
        Table table = DataOptions.read(options, COLUMNS, Instant.EPOCH);
        if (table.users() == 0 || table.items() == 0) {
            throw new IllegalArgumentException("a user and an item are needed: --user=… --item=…");
        }
        ItemTopics topics = topics(options);
        RatingsRun run = new RatingsRun(RatingConfig.defaults(), options.count("scale", DEFAULT_SCALE), period);
        run.over(table, topics, progress);
        return Facts.of(name(), options, table)
                .fact("users, items", "%,d and %,d".formatted(table.users(), table.items()))
                .fact("topics", topics.toString())
                .fact("reported", period.toString())
                .rows(run.rows())
                .build();
    }

    private static ItemTopics topics(Options options) throws IOException {
        Optional<Path> file = options.text("items").map(Path::of).or(() -> beside(options.required("data")));
        return file.isEmpty()
                ? ItemTopics.NONE
                : ItemTopics.read(
                        file.get(),
                        options.text("items-id").orElse("item_id"),
                        options.text("items-topics").orElse("class"));
    }

    /** RecBole's format keeps the items of {@code x.inter} in {@code x.item}. */
    private static Optional<Path> beside(String data) {
        return Optional.of(Path.of(data.replaceFirst("\\.inter$", ".item")))
                .filter(items -> !items.equals(Path.of(data)) && Files.exists(items));
    }
}
