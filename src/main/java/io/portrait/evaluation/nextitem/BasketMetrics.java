package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.metric.ClusteredMean;
import io.portrait.evaluation.metric.TopKMetrics;
import io.portrait.evaluation.task.EvaluationReport.ReportRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** The metrics of one learner over baskets, of which each is compared with the first ten items of a list. Mutable. */
final class BasketMetrics implements LearnerMetrics {

    private static final int LIST = 10;

    private final ClusteredMean recall = new ClusteredMean();
    private double precision;
    private double normalizedGain;
    private long hits;
    private long items;

    @Override
    public void add(int user, List<Integer> ranks) {
        long found = ranks.stream().filter(rank -> rank >= 1 && rank <= LIST).count();
        recall.add(user, (double) found / ranks.size());
        precision += (double) found / LIST;
        normalizedGain += gain(ranks) / idealGain(ranks.size());
        hits += found;
        items += ranks.size();
    }

    private static double gain(List<Integer> ranks) {
        return ranks.stream()
                .mapToDouble(rank -> TopKMetrics.discountedGainAt(LIST, rank))
                .sum();
    }

    private static double idealGain(int relevantItems) {
        return IntStream.rangeClosed(1, relevantItems)
                .mapToDouble(rank -> TopKMetrics.discountedGainAt(LIST, rank))
                .sum();
    }

    @Override
    public ReportRow row(String name) {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        figures.put("recall@%d per basket".formatted(LIST), recall.mean());
        figures.put("±", recall.halfWidth());
        figures.put("recall@%d per item".formatted(LIST), (double) hits / items);
        figures.put("precision@" + LIST, precision / recall.count());
        figures.put("nDCG@" + LIST, normalizedGain / recall.count());
        figures.put("baskets", (double) recall.count());
        figures.put("items", (double) items);
        return new ReportRow(name, figures);
    }
}
