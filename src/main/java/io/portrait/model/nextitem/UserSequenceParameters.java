package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import java.util.List;
import java.util.Map;

/**
 * The stored data of one user in the next-item model, in readable form.
 *
 * @param interactionCount number of learned interactions
 * @param history the last items, the newest first
 * @param distinctItems the different items of all interactions
 * @param expertCounts by expert, the decayed sum of its responsibilities for the user's items
 * @param expertWeights by expert, its weight in the mixture that predicts the user's next item; they sum to 1
 * @param rerankerWeights by feature, the mean and the Fisher information of the user's weight; empty before the first update
 */
public record UserSequenceParameters(
        int interactionCount,
        List<ItemId> history,
        List<ItemId> distinctItems,
        Map<Expert, Double> expertCounts,
        Map<Expert, Double> expertWeights,
        Map<String, LogitWeight> rerankerWeights) {

    /** The posterior mean of a weight and the Fisher information about it. */
    public record LogitWeight(double mean, double information) {}
}
