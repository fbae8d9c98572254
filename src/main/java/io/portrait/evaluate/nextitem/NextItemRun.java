package io.portrait.evaluate.nextitem;

import io.portrait.evaluate.data.Row;
import io.portrait.evaluate.data.Table;
import io.portrait.evaluate.metric.RankedList;
import io.portrait.evaluate.rating.ItemTopics;
import io.portrait.evaluate.task.Period;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.nextitem.Choice;
import io.portrait.nextitem.Expert;
import io.portrait.nextitem.NextItemConfig;
import io.portrait.nextitem.NextItemModel;
import io.portrait.nextitem.Standing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** One pass over the choices: rank, then learn. */
final class NextItemRun {

    private static final String MIXTURE = "mixture";
    private static final int RECALL_AT = 10;
    private static final int RECIPROCAL_AT = 20;

    /** Sums over the choices that count. */
    private static final class Hits {

        private double recall;
        private double reciprocal;

        void add(int rank) {
            recall += RankedList.recallAt(RECALL_AT, rank);
            reciprocal += RankedList.reciprocalRankAt(RECIPROCAL_AT, rank);
        }
    }

    private final NextItemModel model;
    private final boolean repeats;
    private final Period period;
    private final Map<Expert, Hits> experts = new EnumMap<>(Expert.class);
    private final Hits mixture = new Hits();
    private long count;
    private long unknown;

    NextItemRun(NextItemConfig config, boolean repeats, Period period) {
        this.model = new NextItemModel(config);
        this.repeats = repeats;
        this.period = period;
        Expert.plain().forEach(expert -> experts.put(expert, new Hits()));
    }

    void over(Table table, ItemTopics topics, ProgressBar progress) {
        progress.begin("choices", table.size());
        long done = 0;
        for (Row row : table) {
            if (row.target() > 0) {
                ItemId item = new ItemId(table.item(row.item()));
                meet(new Choice(new UserId(table.user(row.user())), item, topics.of(item)), row.micros());
            }
            progress.advance(++done);
        }
    }

    private void meet(Choice choice, long micros) {
        if (period.contains(micros) && model.last(choice.user()).isPresent()) {
            test(model.standing(choice.user(), choice.item(), repeats));
        }
        model.learn(choice, repeats);
    }

    private void test(Standing standing) {
        mixture.add(standing.mixture());
        experts.forEach((expert, hits) -> hits.add(standing.experts().getOrDefault(expert, 0)));
        count++;
        unknown += standing.isUnknown() ? 1 : 0;
    }

    List<Report.Row> rows() {
        List<Report.Row> rows = new ArrayList<>();
        experts.forEach((expert, hits) -> rows.add(row(expert.label(), hits)));
        rows.add(row(MIXTURE, mixture));
        return rows;
    }

    private Report.Row row(String name, Hits hits) {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        figures.put("recall@" + RECALL_AT, hits.recall / count);
        figures.put("MRR@" + RECIPROCAL_AT, hits.reciprocal / count);
        figures.put("recall@%d of known items".formatted(RECALL_AT), hits.recall / (count - unknown));
        figures.put("choices", (double) count);
        return new Report.Row(name, figures);
    }
}
