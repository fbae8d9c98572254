package io.portrait.model.nextitem;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/** The update of a {@link NextItemState} by one interaction. */
final class NextItemLearner {

    /** A full item index evicts this fraction of its capacity at once, because an eviction scans all statistics. */
    private static final int EVICTION_DIVISOR = 16;

    private final NextItemState state;
    private final NextItemScorer scorer;

    NextItemLearner(NextItemState state, NextItemScorer scorer) {
        this.state = state;
        this.scorer = scorer;
    }

    void learn(Interaction interaction, boolean allowRepeats) {
        UserSequence sequence = sequenceOf(interaction);
        int weight = sequence.updateWeight(state.config.mixture());
        Optional<Integer> existing = state.itemIndex.find(interaction.item());
        if (weight > 0) {
            existing.ifPresent(index -> learnWeights(sequence, weight, index, allowRepeats));
        }
        if (existing.isEmpty() && state.itemIndex.isFull()) {
            evictItems();
        }
        int index = state.itemIndex.getOrCreate(interaction.item());
        sequence.append(index, state.statistics.learn(index, interaction.topics(), sequence));
        state.interactionCount++;
    }

    /**
     * Appends a known item to the user's history and leaves everything that users share unchanged.
     *
     * @param isCounted whether the statistics have counted the user for the item
     */
    void learnHistory(Interaction interaction, boolean isCounted) {
        long step = isCounted ? state.statistics.steps() : InteractedItems.NOT_COUNTED;
        state.itemIndex
                .find(interaction.item())
                .ifPresent(index -> sequenceOf(interaction).append(index, step));
    }

    private UserSequence sequenceOf(Interaction interaction) {
        return state.userSequences.getOrCreate(
                interaction.user(), unknown -> new UserSequence(state.config.capacity()));
    }

    private void learnWeights(UserSequence sequence, int weight, int index, boolean allowRepeats) {
        ScoringContext scoringContext = state.context(sequence, allowRepeats);
        if (!scoringContext.allows(index)) {
            return;
        }
        Map<Expert, Double> responsibilities = scorer.withScores(scoringContext, (context, scores) -> {
            state.reranker.learn(index, weight, context, scores);
            return scores.responsibilities(index);
        });
        if (!responsibilities.isEmpty()) {
            NextItemConfig.MixtureSettings settings = state.config.mixture();
            sequence.expertCounts.learn(responsibilities, settings.userForgettingFactor(), weight);
            state.globalCounts.learn(responsibilities, settings.globalForgettingFactor(), weight);
        }
    }

    private void evictItems() {
        BitSet evicted =
                state.itemIndex.evict(Math.max(1, state.config.capacity().items() / EVICTION_DIVISOR));
        state.statistics.evict(evicted);
        state.userSequences.entries().forEach(user -> user.getValue().remove(evicted));
    }
}
