package io.portrait.evaluation.tabular;

import java.util.Arrays;

/**
 * What a category says of the target: the mean target of those seen with it, drawn towards the mean of all. This turns
 * a column of any number of categories into one number, and each category learns from its first example on. (D.
 * Micci-Barreca, "A preprocessing scheme for high-cardinality categorical attributes", SIGKDD Explorations 3, 2001; here
 * from past targets only, so no example knows its own.)
 */
final class TargetEncoder {

    /** So many examples of the mean of all count beside a category's own. */
    private static final double PRIOR_EXAMPLES = 10;

    private double[] sums = new double[64];
    private int[] counts = new int[64];
    private double totalSum;
    private long totalCount;

    /** The mean of a category, less that of all. */
    double deviation(int category) {
        if (totalCount == 0 || category >= sums.length) {
            return 0;
        }
        double overallMean = totalSum / totalCount;
        return (sums[category] - counts[category] * overallMean) / (counts[category] + PRIOR_EXAMPLES);
    }

    /** How often a category was seen. */
    int count(int category) {
        return category < counts.length ? counts[category] : 0;
    }

    void learn(int category, double target) {
        if (category >= sums.length) {
            int length = Math.max(2 * sums.length, category + 1);
            sums = Arrays.copyOf(sums, length);
            counts = Arrays.copyOf(counts, length);
        }
        sums[category] += target;
        counts[category]++;
        totalSum += target;
        totalCount++;
    }
}
