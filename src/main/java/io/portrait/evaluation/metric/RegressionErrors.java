package io.portrait.evaluation.metric;

/** The mean absolute error and the root mean squared error over all predictions so far. Mutable; O(1) memory. */
public final class RegressionErrors {

    private long count;
    private double absoluteSum;
    private double squaredSum;

    /** Adds a prediction. */
    public void add(double prediction, double target) {
        double error = Math.abs(target - prediction);
        count++;
        absoluteSum += error;
        squaredSum += error * error;
    }

    /** The number of predictions. */
    public long count() {
        return count;
    }

    /** Σ|y − ŷ| / n, the mean absolute error; NaN without predictions. */
    public double mae() {
        return absoluteSum / count;
    }

    /** √(Σ(y − ŷ)² / n), the root mean squared error; NaN without predictions. */
    public double rmse() {
        return Math.sqrt(squaredSum / count);
    }
}
