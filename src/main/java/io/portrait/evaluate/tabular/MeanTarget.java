package io.portrait.evaluate.tabular;

/** Mean and variance of the targets so far (Welford's moments). Mutable. */
final class MeanTarget {

    private long count;
    private double mean;
    private double squares;

    void add(double target) {
        count++;
        double before = target - mean;
        mean += before / count;
        squares += before * (target - mean);
    }

    double mean() {
        return mean;
    }

    /** 1 as long as there are not two different targets. */
    double variance() {
        return squares > 0 ? squares / count : 1;
    }
}
