package io.portrait.evaluate.search;

import io.portrait.evaluate.metric.RankedList;
import io.portrait.evaluate.task.Options;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.evaluate.task.Task;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Vec;
import io.portrait.search.ClickModel;
import io.portrait.search.Examination;
import io.portrait.search.Offered;
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

/**
 * Searches, {@code --evaluate=search}: made-up people ask the queries of a learning-to-rank file and click, more at the top
 * of the list than at its end ({@link Searchers}). Each row is a learner that shows its own order and learns from the clicks
 * in it; its figure is the mean NDCG@10 of its orders after all of them, by the grades, which no learner sees. The given
 * order is the file's.
 */
public final class SearchTask implements Task {

    private static final int FIRST = 10;
    private static final int MOST_PAIRS = 1_000_000;
    private static final long SEED = 7;

    private interface Orders extends BiFunction<GradedQuery, List<ItemId>, List<ItemId>> {}

    @Override
    public String name() {
        return "search";
    }

    @Override
    public String summary() {
        return "result lists by what is learned from clicks that depend on the place";
    }

    @Override
    public Set<String> options() {
        return Set.of("query-sizes", "sessions");
    }

    @Override
    public Report run(Options options, ProgressBar progress) throws IOException {
        Path documents = Path.of(options.required("data"));
        List<GradedQuery> queries = GradedQuery.read(documents, Path.of(options.required("query-sizes")));
        int sessions = options.count("sessions", 20_000);
        List<Report.Row> rows = new ArrayList<>();
        rows.add(row("given order", queries, (query, given) -> given));
        rows.add(learned("clicks as they come", queries, sessions, Examination.known(place -> 1)));
        rows.add(learned("examination learned", queries, sessions, Examination.unknown()));
        rows.add(learned("examination known", queries, sessions, Examination.known(Searchers::looksAt)));
        rows.add(row("by the grades (oracle)", queries, SearchTask::byGrade));
        return Report.of(name())
                .fact("task", name())
                .fact("data", String.valueOf(documents.getFileName()))
                .fact("queries, sessions", "%,d and %,d".formatted(queries.size(), sessions))
                .rows(rows)
                .build();
    }

    private static Report.Row learned(String name, List<GradedQuery> queries, int sessions, Examination examination) {
        ClickModel model = new ClickModel(examination, MOST_PAIRS);
        Searchers people = new Searchers(SEED);
        for (int session = 0; session < sessions; session++) {
            GradedQuery query = people.ask(queries);
            List<Offered> shown = shown(model, query);
            Set<ItemId> clicked =
                    people.click(query, shown.stream().map(Offered::item).toList());
            model.learn(query.query(), shown, clicked);
        }
        return row(name, queries, (query, given) -> model.order(query.query(), Offered.inOrder(given)));
    }

    private static List<Offered> shown(ClickModel model, GradedQuery query) {
        List<Offered> given = Offered.inOrder(query.given());
        Map<ItemId, Offered> byItem = given.stream().collect(Collectors.toMap(Offered::item, Function.identity()));
        return model.order(query.query(), given).stream().map(byItem::get).toList();
    }

    private static List<ItemId> byGrade(GradedQuery query, List<ItemId> given) {
        return given.stream()
                .sorted(Comparator.comparingInt(query::grade).reversed())
                .toList();
    }

    private static Report.Row row(String name, List<GradedQuery> queries, Orders orders) {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        figures.put(
                "NDCG@" + FIRST,
                queries.stream()
                        .mapToDouble(query ->
                                RankedList.ndcgAt(FIRST, grades(query, orders.apply(query, query.given()))))
                        .average()
                        .orElse(0));
        return new Report.Row(name, figures);
    }

    private static Vec grades(GradedQuery query, List<ItemId> order) {
        return Vec.adopt(order.stream().mapToDouble(query::grade).toArray());
    }
}
