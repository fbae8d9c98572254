package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.metric.ClusteredMean;
import io.portrait.evaluation.metric.TopKMetrics;
import io.portrait.evaluation.task.EvaluationReport.ReportRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The metrics of one learner over choices of a single item. Mutable. */
final class RankMetrics implements LearnerMetrics {

    private static final int SHORT_LIST = 10;
    private static final int LONG_LIST = 20;

    private final ClusteredMean recall = new ClusteredMean();
    private double hits;
    private double gain;
    private double reciprocalRank;

    @Override
    public void add(int user, List<Integer> ranks) {
        ranks.forEach(rank -> add(user, rank));
    }

    private void add(int user, int rank) {
        recall.add(user, TopKMetrics.recallAt(SHORT_LIST, rank));
        hits += TopKMetrics.recallAt(LONG_LIST, rank);
        gain += TopKMetrics.discountedGainAt(SHORT_LIST, rank);
        reciprocalRank += TopKMetrics.reciprocalRankAt(LONG_LIST, rank);
    }

    @Override
    public ReportRow row(String name) {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        figures.put("recall@" + SHORT_LIST, recall.mean());
        figures.put("±", recall.halfWidth());
        figures.put("nDCG@" + SHORT_LIST, gain / recall.count());
        figures.put("HR@" + LONG_LIST, hits / recall.count());
        figures.put("MRR@" + LONG_LIST, reciprocalRank / recall.count());
        figures.put("choices", (double) recall.count());
        return new ReportRow(name, figures);
    }
}
