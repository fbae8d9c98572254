package io.portrait.model.nextitem;

import io.portrait.model.nextitem.Reason.TopicReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Scores all items for one context. Thread-safe while the state does not change; it pools the large score buffers. */
final class NextItemScorer {

    private final ItemStatistics statistics;
    private final ItemIndex itemIndex;
    private final ExpertEnsemble ensemble;
    private final Queue<SparseScores> buffers = new ConcurrentLinkedQueue<>();

    NextItemScorer(NextItemState state) {
        this.statistics = state.statistics;
        this.itemIndex = state.itemIndex;
        this.ensemble = new ExpertEnsemble(statistics, state.config);
    }

    interface ScoreFunction<T> {

        T apply(ScoringContext context, MixtureScores scores);
    }

    /**
     * Applies a function to the scores of all experts. The function must not keep the scores: their buffer is reused.
     */
    <T> T withScores(ScoringContext context, ScoreFunction<T> function) {
        SparseScores buffer = Optional.ofNullable(buffers.poll()).orElseGet(SparseScores::new);
        try {
            return function.apply(context, ensemble.score(context, buffer));
        } finally {
            buffers.add(buffer);
        }
    }

    /** Copies the rows of the history items, from which the scores of an item can be explained later. */
    HistoryRows historyRows(ScoringContext context) {
        return ensemble.historyRows(context, itemIndex);
    }

    /** The contribution of each topic of an item through {@link Expert#TOPIC_POPULARITY}. */
    List<TopicReason> topicReasons(int index, MixtureScores scores) {
        List<TopicReason> reasons = new ArrayList<>();
        for (int topic : statistics.topicIndex.topicNumbers(index)) {
            double contribution = scores.weight(Expert.TOPIC_POPULARITY) * scores.topicProbability(index, topic);
            if (contribution > 0) {
                reasons.add(new TopicReason(statistics.topicIndex.topic(topic), contribution));
            }
        }
        return reasons;
    }
}
