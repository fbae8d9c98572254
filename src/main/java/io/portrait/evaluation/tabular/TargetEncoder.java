package io.portrait.evaluation.tabular;

import java.util.Arrays;

/**
 * An online target encoding of a categorical column: the mean target of a category, shrunk towards the overall mean. It
 * maps any number of categories to one number, and a category has a value from its first example on. Mutable. (D.
 * Micci-Barreca, "A preprocessing scheme for high-cardinality categorical attributes", SIGKDD Explorations 3, 2001;
 * here from past targets only, so that the encoding of an example does not contain its own target.)
 */
final class TargetEncoder {

    /** The weight of the overall mean, in examples. */
    private static final double PRIOR_EXAMPLES = 10;

    private double[] sums = new double[64];
    private int[] counts = new int[64];
    private double totalSum;
    private long totalCount;

    /** The shrunk mean of a category minus the overall mean. */
    double deviation(int category) {
        if (totalCount == 0 || category >= sums.length) {
            return 0;
        }
        double overallMean = totalSum / totalCount;
        return (sums[category] - counts[category] * overallMean) / (counts[category] + PRIOR_EXAMPLES);
    }

    /** The number of occurrences of a category. */
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
