package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Vec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decomposes an item's probability into reasons. The mixture is a sum over experts; the score of an expert is a sum
 * over the user's last items or over topics. The probability of a transformed expert is divided in the proportions of
 * its base. The change by re-ranking is a reason of its own.
 */
final class ScoreExplainer {

    private static final String RERANKING = "reranking";

    private final Vec weights;
    private final HistoryRows rows;

    ScoreExplainer(Vec weights, HistoryRows rows) {
        this.weights = weights;
        this.rows = rows;
    }

    /**
     * The reasons, the largest first; they sum to the probability of the item.
     *
     * @param rerankingChange the probability after re-ranking minus that of the mixture; it may be negative
     */
    List<Reason> explain(ScoredItems.Entry entry, double rerankingChange) {
        List<Reason> reasons = new ArrayList<>();
        Map<ItemId, Double> byItem = new LinkedHashMap<>();
        for (Expert expert : Expert.all()) {
            double contribution =
                    weights.get(expert.index()) * entry.expertProbabilities().get(expert.index());
            if (contribution > 0) {
                switch (expert) {
                    case POPULARITY, RECENT_POPULARITY, UNIFORM ->
                        reasons.add(new Reason.FeatureReason(expert.label(), contribution));
                    case TOPIC_POPULARITY -> reasons.addAll(entry.topicReasons());
                    default -> distributeOverHistory(contribution, expert.base(), entry.index(), byItem);
                }
            }
        }
        byItem.forEach((item, contribution) -> reasons.add(new Reason.ItemReason(item, contribution)));
        if (rerankingChange != 0) {
            reasons.add(new Reason.FeatureReason(RERANKING, rerankingChange));
        }
        reasons.sort(Comparator.comparingDouble(Reason::contribution).reversed());
        return reasons;
    }

    /** @param byItem modified */
    private void distributeOverHistory(double contribution, Expert base, int index, Map<ItemId, Double> byItem) {
        double[] parts = new double[rows.items().size()];
        double total = 0;
        for (int distance = 1; distance <= parts.length; distance++) {
            parts[distance - 1] = rows.contribution(base, distance, index);
            total += parts[distance - 1];
        }
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] > 0) {
                byItem.merge(rows.items().get(i), contribution * parts[i] / total, Double::sum);
            }
        }
    }
}
