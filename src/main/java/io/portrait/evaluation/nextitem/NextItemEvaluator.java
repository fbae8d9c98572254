package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.data.TableRow;
import io.portrait.evaluation.rating.ItemTopics;
import io.portrait.evaluation.task.EvaluationReport.ReportRow;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.Expert;
import io.portrait.model.nextitem.Interaction;
import io.portrait.model.nextitem.NextItemConfig;
import io.portrait.model.nextitem.NextItemModel;
import io.portrait.model.nextitem.TargetRanks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An evaluation of the next-item model in one pass over the interactions: the items of one user at one time are ranked, one
 * by one or together, and then learned. Mutable.
 */
final class NextItemEvaluator {

    private static final String BASELINE = "own frequency, then recent popularity";
    private static final String MIXTURE = "mixture";

    private final NextItemProtocol protocol;
    private final Table table;
    private final ItemTopics topics;
    private final Optional<RankFile> rankFile;
    private final NextItemModel model = new NextItemModel(NextItemConfig.defaults());
    private final FrequencyBaseline baseline;
    private final InteractionHistory history;
    private final NextItemMetrics metrics;
    private long tied;
    private long choices;

    /** A row with the ranks of its item, by the name of the learner. */
    private record RankedRow(TableRow row, Map<String, Integer> ranks) {}

    NextItemEvaluator(NextItemProtocol protocol, Table table, ItemTopics topics, Optional<RankFile> rankFile) {
        this.protocol = protocol;
        this.table = protocol.ties() == TieOrder.FILE ? table : table.withShuffledTies(protocol.seed());
        this.topics = topics;
        this.rankFile = rankFile;
        this.baseline = new FrequencyBaseline(table.itemCount());
        this.history = new InteractionHistory(table);
        this.metrics = new NextItemMetrics(learners(), List.of(BASELINE, MIXTURE), protocol.ties() == TieOrder.BASKET);
    }

    /** The names of the learners, in the order of the report. */
    static List<String> learners() {
        Stream<String> experts = Expert.bases().stream().map(Expert::label);
        return Stream.concat(experts, Stream.of(BASELINE, MIXTURE)).toList();
    }

    void process(ProgressBar progress) throws IOException {
        progress.begin("choices", table.size());
        long processed = 0;
        for (List<TableRow> rows : (Iterable<List<TableRow>>) steps()::iterator) {
            List<TableRow> interactions = rows.stream()
                    .filter(row -> row.target() >= protocol.minTarget())
                    .toList();
            if (!interactions.isEmpty()) {
                evaluate(interactions);
                interactions.forEach(this::learn);
            }
            for (int i = 0; i < rows.size(); i++) {
                progress.advance(++processed);
            }
        }
    }

    /** The rows that are predicted together. */
    private Stream<List<TableRow>> steps() {
        return protocol.ties() == TieOrder.BASKET
                ? table.baskets()
                : StreamSupport.stream(table.spliterator(), false).map(List::of);
    }

    private void evaluate(List<TableRow> rows) throws IOException {
        TableRow first = rows.getFirst();
        if (!protocol.period().contains(first.micros()) || !history.isKnown(first.user())) {
            return;
        }
        choices += rows.size();
        tied += rows.stream().filter(history::isTied).count() + rows.size() - 1;
        List<RankedRow> ranked = rank(distinctByItem(rows));
        for (RankedRow row : ranked) {
            if (rankFile.isPresent()) {
                rankFile.get().write(row.row(), history.contextOf(row.row()), row.ranks());
            }
        }
        metrics.add(
                first.user(),
                history.contextOf(first),
                ranked.stream().map(RankedRow::ranks).toList());
    }

    private static List<TableRow> distinctByItem(List<TableRow> rows) {
        SequencedMap<Integer, TableRow> byItem = new LinkedHashMap<>();
        rows.forEach(row -> byItem.putIfAbsent(row.item(), row));
        return List.copyOf(byItem.values());
    }

    private List<RankedRow> rank(List<TableRow> rows) {
        boolean repeats = protocol.allowRepeats();
        List<TargetRanks> targets = model.targetRanks(
                user(rows.getFirst()), rows.stream().map(this::item).toList(), repeats);
        List<RankedRow> ranked = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            TableRow row = rows.get(i);
            Map<String, Integer> ranks = new LinkedHashMap<>();
            targets.get(i).expertRanks().forEach((expert, rank) -> ranks.put(expert.label(), rank));
            ranks.put(BASELINE, baseline.rank(row.user(), row.item(), repeats));
            ranks.put(MIXTURE, targets.get(i).mixtureRank());
            ranked.add(new RankedRow(row, ranks));
        }
        return ranked;
    }

    private void learn(TableRow row) {
        Interaction interaction = new Interaction(user(row), item(row), topics.of(item(row)));
        if (protocol.sharedLearningAt(row.micros())) {
            model.learn(interaction, protocol.allowRepeats());
            baseline.addShared(row.item());
        } else {
            model.learnHistory(interaction);
        }
        baseline.addOwn(row.user(), row.item());
        history.add(row);
    }

    private UserId user(TableRow row) {
        return new UserId(table.userId(row.user()));
    }

    private ItemId item(TableRow row) {
        return new ItemId(table.itemId(row.item()));
    }

    /** The share of choices at the time of the user's choice before, and how they were predicted. */
    String ties() {
        return "%,d of %,d choices have the time of the user's choice before; predicted %s"
                .formatted(tied, choices, protocol.ties().description());
    }

    List<ReportRow> rows() {
        return metrics.rows();
    }
}
