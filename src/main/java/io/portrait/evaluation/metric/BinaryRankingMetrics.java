package io.portrait.evaluation.metric;

import java.util.Arrays;

/**
 * Exact metrics of how well scores rank positives before negatives. Mutable; it stores every score, 9 bytes each, and
 * sorts them for each result. {@link ScoreHistogram} is the approximation with bounded memory.
 */
public final class BinaryRankingMetrics {

    private double[] scores = new double[1_024];
    private boolean[] positive = new boolean[1_024];
    private int count;

    /** Adds a score. */
    public void add(double score, boolean isPositive) {
        if (count == scores.length) {
            scores = Arrays.copyOf(scores, 2 * count);
            positive = Arrays.copyOf(positive, 2 * count);
        }
        scores[count] = score;
        positive[count++] = isPositive;
    }

    /**
     * The area under the ROC curve: the probability that a positive has a higher score than a negative, where equal
     * scores count half (J. A. Hanley, B. J.
     * McNeil, Radiology 143, 1982); NaN without positives or without negatives.
     */
    public double auc() {
        int[] order = order();
        double pairs = 0;
        double negatives = 0;
        double positives = 0;
        for (int from = 0; from < count; ) {
            int to = endOfTie(order, from);
            int hits = hits(order, from, to);
            int misses = to - from - hits;
            // Scores decrease along the order: each negative pairs with all positives before it.
            pairs += misses * (positives + hits / 2.0);
            positives += hits;
            negatives += misses;
            from = to;
        }
        return pairs / (positives * negatives);
    }

    /**
     * Average precision: Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds from high to low, where equal scores are one threshold;
     * NaN without positives. It is the area under the precision–recall curve without interpolation, as in scikit-learn.
     */
    public double averagePrecision() {
        int[] order = order();
        double sum = 0;
        int positives = 0;
        for (int from = 0; from < count; ) {
            int to = endOfTie(order, from);
            int hits = hits(order, from, to);
            positives += hits;
            sum += (double) hits * positives / to;
            from = to;
        }
        return positives == 0 ? Double.NaN : sum / positives;
    }

    private int[] order() {
        return ArgSort.descending(scores, count);
    }

    private int endOfTie(int[] order, int from) {
        int to = from + 1;
        while (to < count && scores[order[to]] == scores[order[from]]) {
            to++;
        }
        return to;
    }

    private int hits(int[] order, int from, int to) {
        int hits = 0;
        for (int i = from; i < to; i++) {
            hits += positive[order[i]] ? 1 : 0;
        }
        return hits;
    }
}
