package io.portrait.evaluation.metric;

import io.portrait.kernel.Vec;

/** Measures of one ranked list; an evaluation takes their mean. Ranks count from 1. */
public final class TopKMetrics {

    private TopKMetrics() {}

    /**
     * 1 if the one wanted item is among the first k, else 0: recall with a single relevant item.
     *
     * @param rank of the wanted item; 0 if it is not in the list
     */
    public static double recallAt(int k, int rank) {
        return rank >= 1 && rank <= k ? 1 : 0;
    }

    /** 1/rank if the one wanted item is among the first k, else 0; its mean is MRR@k. */
    public static double reciprocalRankAt(int k, int rank) {
        return rank >= 1 && rank <= k ? 1.0 / rank : 0;
    }

    /**
     * Normalised discounted cumulative gain of the first k: Σ (2^g − 1)/log₂(rank + 1), divided by that of the best order
     * (K. Järvelin, J. Kekäläinen, ACM TOIS 20, 2002; gains as in C. Burges et al., ICML 2005). 0 if nothing is relevant.
     *
     * @param grades in the order of the list, 0 or more
     */
    public static double ndcgAt(int k, Vec grades) {
        double idealGain = gain(k, grades.stream().sorted().toArray(), true);
        return idealGain == 0 ? 0 : gain(k, grades.toArray(), false) / idealGain;
    }

    private static double gain(int k, double[] grades, boolean fromTheEnd) {
        double sum = 0;
        for (int i = 0; i < Math.min(k, grades.length); i++) {
            double grade = grades[fromTheEnd ? grades.length - 1 - i : i];
            sum += (Math.pow(2, grade) - 1) * Math.log(2) / Math.log(i + 2);
        }
        return sum;
    }
}
