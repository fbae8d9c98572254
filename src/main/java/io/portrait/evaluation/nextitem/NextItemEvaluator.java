package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.data.TableRow;
import io.portrait.evaluation.metric.TopKMetrics;
import io.portrait.evaluation.rating.ItemTopics;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.Expert;
import io.portrait.model.nextitem.Interaction;
import io.portrait.model.nextitem.NextItemConfig;
import io.portrait.model.nextitem.NextItemModel;
import io.portrait.model.nextitem.TargetRanks;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * An evaluation of the next-item model in one pass over the interactions: each item is ranked, then learned. Mutable.
 */
final class NextItemEvaluator {

    private static final String MIXTURE = "mixture";
    private static final int RECALL_CUTOFF = 10;
    private static final int MRR_CUTOFF = 20;

    /** The sums of metrics over the evaluated interactions. */
    private static final class RankSums {

        private double recall;
        private double reciprocalRank;

        void add(int rank) {
            recall += TopKMetrics.recallAt(RECALL_CUTOFF, rank);
            reciprocalRank += TopKMetrics.reciprocalRankAt(MRR_CUTOFF, rank);
        }
    }

    private final NextItemModel model;
    private final boolean allowRepeats;
    private final ReportPeriod period;
    private final Map<Expert, RankSums> expertSums = new EnumMap<>(Expert.class);
    private final RankSums mixtureSums = new RankSums();
    private long evaluated;
    private long unseenItems;

    NextItemEvaluator(NextItemConfig config, boolean allowRepeats, ReportPeriod period) {
        this.model = new NextItemModel(config);
        this.allowRepeats = allowRepeats;
        this.period = period;
        Expert.bases().forEach(expert -> expertSums.put(expert, new RankSums()));
    }

    void process(Table table, ItemTopics topics, ProgressBar progress) {
        progress.begin("choices", table.size());
        long processed = 0;
        for (TableRow row : table) {
            if (row.target() > 0) {
                ItemId item = new ItemId(table.itemId(row.item()));
                evaluateThenLearn(
                        new Interaction(new UserId(table.userId(row.user())), item, topics.of(item)), row.micros());
            }
            progress.advance(++processed);
        }
    }

    private void evaluateThenLearn(Interaction interaction, long micros) {
        if (period.contains(micros) && model.lastItem(interaction.user()).isPresent()) {
            recordRanks(model.targetRanks(interaction.user(), interaction.item(), allowRepeats));
        }
        model.learn(interaction, allowRepeats);
    }

    private void recordRanks(TargetRanks ranks) {
        mixtureSums.add(ranks.mixtureRank());
        expertSums.forEach((expert, sums) -> sums.add(ranks.expertRanks().getOrDefault(expert, 0)));
        evaluated++;
        unseenItems += ranks.isUnknown() ? 1 : 0;
    }

    List<EvaluationReport.ReportRow> rows() {
        List<EvaluationReport.ReportRow> rows = new ArrayList<>();
        expertSums.forEach((expert, sums) -> rows.add(row(expert.label(), sums)));
        rows.add(row(MIXTURE, mixtureSums));
        return rows;
    }

    private EvaluationReport.ReportRow row(String name, RankSums sums) {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        figures.put("recall@" + RECALL_CUTOFF, sums.recall / evaluated);
        figures.put("MRR@" + MRR_CUTOFF, sums.reciprocalRank / evaluated);
        figures.put("recall@%d of known items".formatted(RECALL_CUTOFF), sums.recall / (evaluated - unseenItems));
        figures.put("choices", (double) evaluated);
        return new EvaluationReport.ReportRow(name, figures);
    }
}
