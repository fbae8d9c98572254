package io.portrait.model.nextitem;

import java.util.EnumMap;
import java.util.Map;

/**
 * The ranks of the item that came next, by the mixture and by each base expert, among all items indexed before. Ranks
 * start at 1; a rank of 0 means that the expert gave the item no probability. Ties go to the lower item index.
 *
 * @param mixtureRank after re-ranking
 * @param probability after re-ranking
 * @param expertRanks empty if the item was unknown or excluded
 */
public record TargetRanks(int mixtureRank, double probability, Map<Expert, Integer> expertRanks) {

    static final TargetRanks UNKNOWN = new TargetRanks(0, 0, Map.of());

    public TargetRanks {
        expertRanks = Map.copyOf(expertRanks);
    }

    /** The ranks of one item, where {@code probabilities} are those of all items after re-ranking. */
    static TargetRanks of(int index, ScoringContext context, MixtureScores scores, double[] probabilities) {
        Map<Expert, Integer> expertRanks = new EnumMap<>(Expert.class);
        for (Expert expert : Expert.bases()) {
            expertRanks.put(expert, rank(index, scores.expertProbabilities(expert, context.itemCount()), context));
        }
        return new TargetRanks(rank(index, probabilities, context), probabilities[index], expertRanks);
    }

    private static int rank(int index, double[] probabilities, ScoringContext context) {
        double probability = probabilities[index];
        int rank = 1;
        for (int other = 0; other < probabilities.length; other++) {
            boolean isAhead =
                    probabilities[other] > probability || (probabilities[other] == probability && other < index);
            if (isAhead && context.allows(other)) {
                rank++;
            }
        }
        return probability == 0 ? 0 : rank;
    }

    /** A check whether the item was unknown or excluded, so that there are no ranks. */
    public boolean isUnknown() {
        return expertRanks.isEmpty();
    }
}
