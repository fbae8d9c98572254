package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Vec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Scored items of one query, with the data to explain and to explore them: reasons and posteriors belong to the same
 * state of the model as the probabilities, whatever the model learns later. Immutable.
 */
public final class ScoredItems {

    /**
     * An item with the scores behind its probability.
     *
     * @param index the dense index of the item
     * @param expertProbabilities p(item) by each expert, before re-ranking
     * @param topicReasons the contributions of its topics; empty if no reasons were requested
     */
    record Entry(int index, ScoredItem item, Vec expertProbabilities, List<Reason.TopicReason> topicReasons) {}

    private final Map<ItemId, Entry> entries;
    private final Vec weights;
    private final double concentration;
    private final Optional<HistoryRows> historyRows;

    ScoredItems(List<Entry> entries, Vec weights, double concentration, Optional<HistoryRows> historyRows) {
        this.entries = entries.stream()
                .collect(Collectors.toMap(
                        entry -> entry.item().item(), entry -> entry, (first, second) -> first, LinkedHashMap::new));
        this.weights = weights;
        this.concentration = concentration;
        this.historyRows = historyRows;
    }

    /** The items without reasons: of a recommendation the most probable first, of given items in the given order. */
    public List<ScoredItem> items() {
        return entries.values().stream().map(Entry::item).toList();
    }

    /**
     * The posterior of some of the items, in the given order.
     *
     * @throws NullPointerException if an item is not among the scored ones
     */
    public MixturePosterior posteriorOf(List<ItemId> items) {
        return new MixturePosterior(
                weights,
                concentration,
                items.stream()
                        .map(item -> rerankedExpertProbabilities(Objects.requireNonNull(entries.get(item))))
                        .toList());
    }

    private Vec rerankedExpertProbabilities(Entry entry) {
        double mixtureProbability = mixtureProbability(entry.expertProbabilities());
        double factor = mixtureProbability > 0 ? entry.item().probability() / mixtureProbability : 1;
        return entry.expertProbabilities().map(probability -> factor * probability);
    }

    /** Σ w · p, in the order of {@link MixtureScores#probability}. */
    private double mixtureProbability(Vec expertProbabilities) {
        double sum = 0;
        for (int e = 0; e < weights.size(); e++) {
            if (weights.get(e) > 0) {
                sum += weights.get(e) * expertProbabilities.get(e);
            }
        }
        return sum;
    }

    /**
     * The reasons of an item, the largest first; they sum to its probability.
     *
     * @throws IllegalStateException if the query did not ask for reasons
     * @throws NullPointerException if the item is not among the scored ones
     */
    public List<Reason> reasons(ItemId item) {
        HistoryRows rows = historyRows.orElseThrow(
                () -> new IllegalStateException("the scores of %s were requested without reasons".formatted(item)));
        Entry entry = Objects.requireNonNull(entries.get(item));
        double rerankingChange = entry.item().probability() - mixtureProbability(entry.expertProbabilities());
        return new ScoreExplainer(weights, rows).explain(entry, rerankingChange);
    }

    /** All items with their reasons. */
    public List<ScoredItem> explainedItems() {
        return items().stream()
                .map(item -> item.withReasons(reasons(item.item())))
                .toList();
    }
}
