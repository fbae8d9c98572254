package io.portrait.evaluation.tabular;

/** A standardizer that scales numbers to mean 0 and variance 1 by the rows so far (Welford's algorithm). Mutable. */
final class OnlineStandardizer {

    /** The bound on standardized values, against outliers. */
    private static final double MAX_DEVIATIONS = 5;

    private final double[] mean;
    private final double[] squaredDeviations;
    private long count;

    OnlineStandardizer(int columns) {
        mean = new double[columns];
        squaredDeviations = new double[columns];
    }

    /** Learns the numbers of a row, then replaces them by the standardized numbers, within ±5.
     *
     * @param values modified */
    void standardize(double[] values) {
        count++;
        for (int i = 0; i < values.length; i++) {
            double difference = values[i] - mean[i];
            mean[i] += difference / count;
            squaredDeviations[i] += difference * (values[i] - mean[i]);
            double deviation = Math.sqrt(squaredDeviations[i] / count);
            values[i] =
                    deviation > 0 ? Math.clamp((values[i] - mean[i]) / deviation, -MAX_DEVIATIONS, MAX_DEVIATIONS) : 0;
        }
    }
}
