package io.portrait.evaluation.tabular;

/** The running mean and variance of values (Welford's algorithm). Mutable. */
final class RunningMoments {

    private long count;
    private double mean;
    private double squaredDeviations;

    void add(double value) {
        count++;
        double deviation = value - mean;
        mean += deviation / count;
        squaredDeviations += deviation * (value - mean);
    }

    double mean() {
        return mean;
    }

    /** The variance; 1 as long as all values are equal. */
    double variance() {
        return squaredDeviations > 0 ? squaredDeviations / count : 1;
    }
}
