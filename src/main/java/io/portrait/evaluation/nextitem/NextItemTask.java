package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.rating.ItemTopics;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.OptionTypes.DateOrInstant;
import io.portrait.evaluation.task.OptionTypes.YesNo;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportHeader;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.evaluation.task.ReportPeriod.PeriodOptions;
import io.portrait.evaluation.task.TableOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The task {@code next-item}: predicts the next item of a user or session. In time order, each item is ranked among all
 * items seen so far and then learned. Every interaction of a user with a history is evaluated; an item that the stream has
 * not contained before cannot be predicted and counts as a miss. Rows of one user with the same time are put in random
 * order, or predicted together, because their order in the file often says nothing about the order of the choices. With
 * {@code --repeats=no}, for data in which a user never chooses an item twice, the items of the user's history are excluded
 * from all rankings. If a target column is named, rows with a target of 0 or less (returned goods) are ignored. The default
 * columns are those of MovieLens in RecBole's format.
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

    @Option(
            names = "--ties",
            paramLabel = "<shuffle|basket|file>",
            description = "rows of one user with the same time: predicted in random order, as a whole basket, or in the"
                    + " order of the file (default: ${DEFAULT-VALUE})")
    private TieOrder ties = TieOrder.SHUFFLE;

    @Option(
            names = "--seed",
            paramLabel = "<number>",
            description = "determines the random order of such rows (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--min-target",
            paramLabel = "<number>",
            description = "ignore rows with a target below this number (default: rows of 0 or less)")
    private double minTarget = Double.MIN_VALUE;

    @Option(
            names = "--learn-until",
            paramLabel = "<time>",
            converter = DateOrInstant.class,
            description = "from this date or instant on, add to the histories of users and learn nothing else")
    private Optional<Instant> learnUntil = Optional.empty();

    @Option(names = "--ranks", paramLabel = "<file>", description = "also write the ranks of each choice, as CSV")
    private Optional<Path> ranks = Optional.empty();

    @Override
    public EvaluationReport run(ProgressBar progress) throws IOException {
        ReportPeriod period = periodOptions.or(ReportPeriod.ALL);
        boolean allowRepeats = repeats == YesNo.YES;
        Table table = tableOptions.read(data(), DEFAULT_COLUMNS, Instant.EPOCH);
        if (table.userCount() == 0 || table.itemCount() == 0) {
            throw new IllegalArgumentException("a user and an item are needed: --user=… --item=…");
        }
        period.requireRowsOf(table);
        ItemTopics topics = topicOptions.read(Optional.empty());
        NextItemProtocol protocol = new NextItemProtocol(
                ties,
                seed,
                allowRepeats,
                minTarget,
                period,
                learnUntil.map(ReportPeriod::micros).orElse(Long.MAX_VALUE));
        NextItemEvaluator evaluator = evaluate(protocol, table, topics, progress);
        return ReportHeader.of(name(), data(), table)
                .fact("users, items", "%,d and %,d".formatted(table.userCount(), table.itemCount()))
                .fact("topics", topics.toString())
                .fact("ties", evaluator.ties())
                .fact("repeats", allowRepeats ? "ranked" : "excluded from the ranking")
                .fact("reported", period.toString())
                .rows(evaluator.rows())
                .build();
    }

    private NextItemEvaluator evaluate(NextItemProtocol protocol, Table table, ItemTopics topics, ProgressBar progress)
            throws IOException {
        if (ranks.isEmpty()) {
            return processed(new NextItemEvaluator(protocol, table, topics, Optional.empty()), progress);
        }
        try (RankFile file = RankFile.create(ranks.get(), table, NextItemEvaluator.learners())) {
            return processed(new NextItemEvaluator(protocol, table, topics, Optional.of(file)), progress);
        }
    }

    private static NextItemEvaluator processed(NextItemEvaluator evaluator, ProgressBar progress) throws IOException {
        evaluator.process(progress);
        return evaluator;
    }
}
