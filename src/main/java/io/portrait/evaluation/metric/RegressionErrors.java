package io.portrait.evaluation.metric;

/** Mean absolute error and root mean squared error over all predictions so far. Mutable; O(1) in memory. */
public final class RegressionErrors {

    private long count;
    private double absoluteSum;
    private double squaredSum;

    /** Takes in one prediction. */
    public void add(double prediction, double target) {
        double error = Math.abs(target - prediction);
        count++;
        absoluteSum += error;
        squaredSum += error * error;
    }

    /** How many predictions. */
    public long count() {
        return count;
    }

    /** Σ|y − ŷ| / n; NaN before the first. */
    public double mae() {
        return absoluteSum / count;
    }

    /** √(Σ(y − ŷ)² / n); NaN before the first. */
    public double rmse() {
        return Math.sqrt(squaredSum / count);
    }
}
