package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Why a place is as probable as it is, in the model's own terms: the mixture is a sum over experts, and what an expert
 * says is a sum over the user's last items, or over topics. A sharpened expert's word is shared out as the plain one's. What
 * the second look changes is a reason of its own.
 */
final class ScoreExplainer {

    private static final String RERANKING = "second-look";

    private final ItemStatistics statistics;
    private final ExpertEnsemble ensemble;
    private final ItemIndex itemIndex;

    ScoreExplainer(ItemStatistics statistics, ExpertEnsemble ensemble, ItemIndex itemIndex) {
        this.statistics = statistics;
        this.ensemble = ensemble;
        this.itemIndex = itemIndex;
    }

    /** The reasons, the largest first; they add up to the place's chance, which is not just the mixture's. */
    List<Reason> explain(int index, double probability, ScoringContext context, MixtureScores scores) {
        List<Reason> reasons = new ArrayList<>();
        Map<ItemId, Double> byItem = new LinkedHashMap<>();
        for (Expert expert : Expert.all()) {
            double contribution = scores.weight(expert) * scores.expertProbability(expert, index);
            if (contribution > 0) {
                switch (expert) {
                    case POPULARITY, RECENT_POPULARITY, UNIFORM ->
                        reasons.add(new Reason.FeatureReason(expert.label(), contribution));
                    case TOPIC_POPULARITY -> addTopicReasons(index, scores, reasons);
                    default -> distributeOverHistory(contribution, expert.base(), index, context, byItem);
                }
            }
        }
        byItem.forEach((item, contribution) -> reasons.add(new Reason.ItemReason(item, contribution)));
        double rerankingChange = probability - scores.probability(index);
        if (rerankingChange != 0) {
            reasons.add(new Reason.FeatureReason(RERANKING, rerankingChange));
        }
        reasons.sort(Comparator.comparingDouble(Reason::contribution).reversed());
        return reasons;
    }

    private void addTopicReasons(int index, MixtureScores scores, List<Reason> reasons) {
        for (int topic : statistics.topicIndex.topicNumbers(index)) {
            double contribution = scores.weight(Expert.TOPIC_POPULARITY) * scores.topicProbability(index, topic);
            if (contribution > 0) {
                reasons.add(new Reason.TopicReason(statistics.topicIndex.topic(topic), contribution));
            }
        }
    }

    private void distributeOverHistory(
            double contribution, Expert source, int index, ScoringContext context, Map<ItemId, Double> byItem) {
        double[] parts = new double[ensemble.historyLength(context)];
        double total = 0;
        for (int distance = 1; distance <= parts.length; distance++) {
            parts[distance - 1] = ensemble.historyContribution(source, context, distance, index);
            total += parts[distance - 1];
        }
        for (int distance = 1; distance <= parts.length; distance++) {
            if (parts[distance - 1] > 0) {
                ItemId item = Objects.requireNonNull(itemIndex.item(context.history()[distance - 1]));
                byItem.merge(item, contribution * parts[distance - 1] / total, Double::sum);
            }
        }
    }
}
