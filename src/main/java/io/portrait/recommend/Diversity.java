package io.portrait.recommend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Maximal marginal relevance (J. Carbonell, J. Goldstein, SIGIR 1998): one after the other the item with the highest
 * (1 − λ) · score / best score − λ · likeness to what is already in the list.
 */
final class Diversity {

    private Diversity() {}

    /**
     * Picks a list.
     *
     * @param candidates not modified
     * @param lambda 0 keeps the order of the scores
     */
    static List<Candidate> pick(List<Candidate> candidates, double lambda, int limit) {
        List<Candidate> byScore = candidates.stream()
                .sorted(Comparator.comparingDouble(Candidate::score).reversed())
                .toList();
        List<Candidate> picked = new ArrayList<>();
        double[] likeness = new double[byScore.size()];
        while (picked.size() < Math.min(limit, byScore.size())) {
            int next = best(byScore, likeness, lambda);
            Candidate pick = byScore.get(next);
            picked.add(pick);
            for (int i = 0; i < likeness.length; i++) {
                likeness[i] = Math.max(likeness[i], byScore.get(i).likeness(pick));
            }
            likeness[next] = Double.POSITIVE_INFINITY;
        }
        return picked;
    }

    /** Which is next; what is taken is infinitely like itself. */
    private static int best(List<Candidate> byScore, double[] likeness, double lambda) {
        double top = byScore.getFirst().score();
        int best = -1;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < likeness.length; i++) {
            if (likeness[i] < Double.POSITIVE_INFINITY) {
                double value = (1 - lambda) * byScore.get(i).score() / top - lambda * likeness[i];
                if (value > bestValue) {
                    best = i;
                    bestValue = value;
                }
            }
        }
        return best;
    }
}
