package io.portrait.evaluation.search;

import io.portrait.evaluation.metric.TopKMetrics;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.OptionTypes.PositiveInteger;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Vec;
import io.portrait.model.searchclick.ExaminationProbabilities;
import io.portrait.model.searchclick.PositionBasedClickModel;
import io.portrait.model.searchclick.ResultItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The task {@code search}: learns to rank search results from simulated clicks. {@link SimulatedUsers} draw queries of a
 * learning-to-rank file and click more at the top of a list than at its end. Each row is a learner that shows its own
 * ranking and learns from the clicks on it; its figure is the mean NDCG@10 of its final rankings by the grades of the file,
 * which no learner uses.
 */
@Command(
        name = "--evaluate=search",
        description = "result lists by what is learned from clicks that depend on the rank",
        sortOptions = false)
public final class SearchTask extends EvaluationTask {

    private static final int NDCG_CUTOFF = 10;
    private static final int MAX_PAIRS = 1_000_000;
    private static final long SEED = 7;

    private interface QueryRanker extends BiFunction<GradedQuery, List<ItemId>, List<ItemId>> {}

    @Option(
            names = "--query-sizes",
            required = true,
            paramLabel = "<file>",
            description = "the number of documents of each query, one a line")
    private Path querySizes = Path.of("");

    @Option(
            names = "--sessions",
            paramLabel = "<count>",
            converter = PositiveInteger.class,
            description = "the number of simulated searches (default: ${DEFAULT-VALUE})")
    private int sessions = 20_000;

    @Override
    public EvaluationReport run(ProgressBar progress) throws IOException {
        List<GradedQuery> queries = GradedQuery.read(data(), querySizes);
        List<EvaluationReport.ReportRow> rows = new ArrayList<>();
        rows.add(row("original order", queries, (query, originalOrder) -> originalOrder));
        rows.add(learnFromClicks("raw clicks", queries, sessions, ExaminationProbabilities.fixed(rank -> 1)));
        rows.add(learnFromClicks("examination learned", queries, sessions, ExaminationProbabilities.learned()));
        rows.add(learnFromClicks(
                "examination known",
                queries,
                sessions,
                ExaminationProbabilities.fixed(SimulatedUsers::examinationProbability)));
        rows.add(row("oracle: order by grades", queries, SearchTask::byGrade));
        return EvaluationReport.of(name())
                .fact("task", name())
                .fact("data", String.valueOf(data().getFileName()))
                .fact("queries, sessions", "%,d and %,d".formatted(queries.size(), sessions))
                .rows(rows)
                .build();
    }

    private static EvaluationReport.ReportRow learnFromClicks(
            String name, List<GradedQuery> queries, int sessions, ExaminationProbabilities examination) {
        PositionBasedClickModel model = new PositionBasedClickModel(examination, MAX_PAIRS);
        SimulatedUsers users = new SimulatedUsers(SEED);
        for (int session = 0; session < sessions; session++) {
            GradedQuery query = users.drawQuery(queries);
            List<ResultItem> ranked = rank(model, query);
            Set<ItemId> clicked = users.simulateClicks(
                    query, ranked.stream().map(ResultItem::item).toList());
            model.learn(query.query(), ranked, clicked);
        }
        return row(
                name,
                queries,
                (query, originalOrder) -> model.rank(query.query(), ResultItem.inGivenOrder(originalOrder)));
    }

    private static List<ResultItem> rank(PositionBasedClickModel model, GradedQuery query) {
        List<ResultItem> originalOrder = ResultItem.inGivenOrder(query.originalOrder());
        Map<ItemId, ResultItem> byItem =
                originalOrder.stream().collect(Collectors.toMap(ResultItem::item, Function.identity()));
        return model.rank(query.query(), originalOrder).stream()
                .map(byItem::get)
                .toList();
    }

    private static List<ItemId> byGrade(GradedQuery query, List<ItemId> originalOrder) {
        return originalOrder.stream()
                .sorted(Comparator.comparingInt(query::grade).reversed())
                .toList();
    }

    private static EvaluationReport.ReportRow row(String name, List<GradedQuery> queries, QueryRanker ranker) {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        figures.put(
                "NDCG@" + NDCG_CUTOFF,
                queries.stream()
                        .mapToDouble(query -> TopKMetrics.ndcgAt(
                                NDCG_CUTOFF, grades(query, ranker.apply(query, query.originalOrder()))))
                        .average()
                        .orElse(0));
        return new EvaluationReport.ReportRow(name, figures);
    }

    private static Vec grades(GradedQuery query, List<ItemId> ranking) {
        return Vec.adopt(ranking.stream().mapToDouble(query::grade).toArray());
    }
}
