package io.portrait.evaluation.metric;

import java.util.HashMap;
import java.util.Map;

/**
 * A mean with the half-width of its 95 % confidence interval. The values of one cluster, such as the choices of one person,
 * depend on each other, so the variance is that of the sums of clusters: Var(mean) = Σ_c (Σ_i (x_ci − mean))² / n²
 * (K.-Y. Liang, S. L. Zeger, Biometrika 73, 1986). Mutable. O(clusters) memory.
 */
public final class ClusteredMean {

    /** The 97.5 % quantile of the normal distribution. */
    private static final double QUANTILE = 1.959964;

    private final Map<Integer, double[]> sumAndCountByCluster = new HashMap<>();
    private double sum;
    private long count;

    /** Adds a value of a cluster. */
    public void add(int cluster, double value) {
        double[] sumAndCount = sumAndCountByCluster.computeIfAbsent(cluster, c -> new double[2]);
        sumAndCount[0] += value;
        sumAndCount[1]++;
        sum += value;
        count++;
    }

    /** The number of values. */
    public long count() {
        return count;
    }

    /** The mean; NaN without a value. */
    public double mean() {
        return sum / count;
    }

    /** The half-width of the 95 % confidence interval of the mean; NaN with fewer than two clusters. */
    public double halfWidth() {
        if (sumAndCountByCluster.size() < 2) {
            return Double.NaN;
        }
        double mean = mean();
        double squares = 0;
        for (double[] sumAndCount : sumAndCountByCluster.values()) {
            double residual = sumAndCount[0] - mean * sumAndCount[1];
            squares += residual * residual;
        }
        return QUANTILE * Math.sqrt(squares) / count;
    }
}
