package io.portrait.evaluation.tabular;

/** Mean and variance of the targets so far (Welford's moments). Mutable. */
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

    /** 1 as long as there are not two different targets. */
    double variance() {
        return squaredDeviations > 0 ? squaredDeviations / count : 1;
    }
}
