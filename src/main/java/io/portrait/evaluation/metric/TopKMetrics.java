package io.portrait.evaluation.metric;

import io.portrait.kernel.Vec;

/** Metrics of the first k items of a ranked list, to be averaged over lists. Ranks start at 1. */
public final class TopKMetrics {

    private TopKMetrics() {}

    /**
     * Recall with a single relevant item: 1 if it is among the first k, otherwise 0.
     *
     * @param rank the rank of the relevant item; 0 if it is not in the list
     */
    public static double recallAt(int k, int rank) {
        return rank >= 1 && rank <= k ? 1 : 0;
    }

    /**
     * The reciprocal rank of a single relevant item: 1/rank if it is among the first k, otherwise 0. Its mean is MRR@k.
     */
    public static double reciprocalRankAt(int k, int rank) {
        return rank >= 1 && rank <= k ? 1.0 / rank : 0;
    }

    /**
     * Discounted gain of one relevant item: 1/log₂(rank + 1) if it is among the first k, otherwise 0. With a single relevant
     * item this is nDCG@k.
     */
    public static double discountedGainAt(int k, int rank) {
        return rank >= 1 && rank <= k ? Math.log(2) / Math.log(rank + 1.0) : 0;
    }

    /**
     * Normalized discounted cumulative gain of the first k: Σ (2^g − 1)/log₂(rank + 1), divided by that of the ideal
     * order
     * (K. Järvelin, J. Kekäläinen, ACM TOIS 20, 2002; gains as in C. Burges et al., ICML 2005). 0 if nothing is
     * relevant.
     *
     * @param grades the relevance grades in the order of the list, at least 0
     */
    public static double ndcgAt(int k, Vec grades) {
        double idealGain = gain(k, grades.stream().sorted().toArray(), true);
        return idealGain == 0 ? 0 : gain(k, grades.toArray(), false) / idealGain;
    }

    private static double gain(int k, double[] grades, boolean fromTheEnd) {
        double sum = 0;
        for (int i = 0; i < Math.min(k, grades.length); i++) {
            double grade = grades[fromTheEnd ? grades.length - 1 - i : i];
            sum += (Math.pow(2, grade) - 1) * discountedGainAt(k, i + 1);
        }
        return sum;
    }
}
