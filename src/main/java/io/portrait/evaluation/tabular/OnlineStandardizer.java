package io.portrait.evaluation.tabular;

/** Brings numbers to mean 0 and variance 1 by what was seen of them so far (Welford's moments). Mutable. */
final class OnlineStandardizer {

    /** Beyond it a number says no more than that it is far out. */
    private static final double MAX_DEVIATIONS = 5;

    private final double[] mean;
    private final double[] squaredDeviations;
    private long count;

    OnlineStandardizer(int columns) {
        mean = new double[columns];
        squaredDeviations = new double[columns];
    }

    /** Takes a row's numbers in, then gives them standardised, within ±5, into the array. */
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
