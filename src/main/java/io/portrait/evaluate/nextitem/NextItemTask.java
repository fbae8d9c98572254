package io.portrait.evaluate.nextitem;

import io.portrait.evaluate.data.Columns;
import io.portrait.evaluate.data.Table;
import io.portrait.evaluate.rating.ItemTopics;
import io.portrait.evaluate.task.DataOptions;
import io.portrait.evaluate.task.Facts;
import io.portrait.evaluate.task.Options;
import io.portrait.evaluate.task.Period;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.evaluate.task.Task;
import io.portrait.nextitem.NextItemConfig;
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
public final class NextItemTask implements Task {

    private static final Columns COLUMNS = new Columns(
            Optional.empty(),
            Optional.of("timestamp"),
            Optional.of("user_id"),
            Optional.of("item_id"),
            new Columns.Features.Named(List.of(), List.of()));

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
        names.addAll(DataOptions.NAMES);
        names.addAll(Period.NAMES);
        return names;
    }

    @Override
    public Report run(Options options, ProgressBar progress) throws IOException {
        Period period = Period.of(options, Period.ALL);
        boolean repeats = options.oneOf("repeats", "yes", "yes", "no").equals("yes");
        Table table = DataOptions.read(options, COLUMNS, Instant.EPOCH);
        if (table.users() == 0 || table.items() == 0) {
            throw new IllegalArgumentException("a user and an item are needed: --user=… --item=…");
        }
        ItemTopics topics = topics(options);
        NextItemRun run = new NextItemRun(NextItemConfig.defaults(), repeats, period);
        run.over(table, topics, progress);
        return Facts.of(name(), options, table)
                .fact("users, items", "%,d and %,d".formatted(table.users(), table.items()))
                .fact("topics", topics.toString())
                .fact("repeats", repeats ? "ranked" : "left out of the ranking")
                .fact("reported", period.toString())
                .rows(run.rows())
                .build();
    }

    private static ItemTopics topics(Options options) throws IOException {
        Optional<String> file = options.text("items");
        return file.isEmpty()
                ? ItemTopics.NONE
                : ItemTopics.read(
                        Path.of(file.get()),
                        options.text("items-id").orElse("item_id"),
                        options.text("items-topics").orElse("class"));
    }
}
