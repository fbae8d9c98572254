package io.portrait.serving.recommend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Maximal marginal relevance (J. Carbonell, J. Goldstein, SIGIR 1998): greedy selection of the item with the highest (1
 * − λ) · score / best score − λ · similarity, where the similarity is the highest one to a selected item. Cost O(limit
 * · candidates).
 */
final class MarginalRelevance {

    private MarginalRelevance() {}

    /**
     * Selects a list.
     *
     * @param candidates not modified
     * @param lambda in [0, 1]; 0 keeps the order of the scores
     */
    static List<Candidate> select(List<Candidate> candidates, double lambda, int limit) {
        List<Candidate> byScore = candidates.stream()
                .sorted(Comparator.comparingDouble(Candidate::score).reversed())
                .toList();
        List<Candidate> selected = new ArrayList<>();
        double[] similarity = new double[byScore.size()];
        while (selected.size() < Math.min(limit, byScore.size())) {
            int nextIndex = bestIndex(byScore, similarity, lambda);
            Candidate next = byScore.get(nextIndex);
            selected.add(next);
            for (int i = 0; i < similarity.length; i++) {
                similarity[i] = Math.max(similarity[i], byScore.get(i).topicSimilarity(next));
            }
            similarity[nextIndex] = Double.POSITIVE_INFINITY;
        }
        return selected;
    }

    /** The next index; a selected item has infinite similarity and is skipped. */
    private static int bestIndex(List<Candidate> byScore, double[] similarity, double lambda) {
        double topScore = Math.max(Double.MIN_NORMAL, byScore.getFirst().score()); // 0 for candidates without scores
        int best = -1;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < similarity.length; i++) {
            if (similarity[i] < Double.POSITIVE_INFINITY) {
                double value = (1 - lambda) * byScore.get(i).score() / topScore - lambda * similarity[i];
                if (value > bestValue) {
                    best = i;
                    bestValue = value;
                }
            }
        }
        return best;
    }
}
