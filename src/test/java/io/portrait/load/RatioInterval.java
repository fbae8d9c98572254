package io.portrait.load;

import java.util.Arrays;
import java.util.List;

/**
 * The geometric mean of ratios, and its 95 % confidence interval by Student's t distribution of their logarithms. Each ratio is
 * that of two neighbouring measurements, so a slow change of the machine's speed cancels.
 */
record RatioInterval(double mean, double low, double high) {

    /** The 97.5 % quantiles of Student's t distribution for 1, 2, … degrees of freedom. */
    private static final double[] T_QUANTILES = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131
    };

    private static final double NORMAL_QUANTILE = 1.96;

    /**
     * The interval of some ratios.
     *
     * @throws IllegalArgumentException for less than two ratios
     */
    static RatioInterval of(List<Double> ratios) {
        int n = ratios.size();
        if (n < 2) {
            throw new IllegalArgumentException("an interval needs two ratios, not " + n);
        }
        double[] logs = ratios.stream().mapToDouble(StrictMath::log).toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        double squares =
                Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
        double quantile = n - 2 < T_QUANTILES.length ? T_QUANTILES[n - 2] : NORMAL_QUANTILE;
        double margin = quantile * Math.sqrt(squares / (n - 1) / n);
        return new RatioInterval(StrictMath.exp(mean), StrictMath.exp(mean - margin), StrictMath.exp(mean + margin));
    }
}
