package io.portrait.evaluate.metric;

/** Mean absolute error and root mean squared error over all predictions so far. Mutable; O(1) in memory. */
public final class MeanError {

    private long count;
    private double absolute;
    private double squared;

    /** Takes in one prediction. */
    public void add(double prediction, double target) {
        double error = Math.abs(target - prediction);
        count++;
        absolute += error;
        squared += error * error;
    }

    /** How many predictions. */
    public long count() {
        return count;
    }

    /** Σ|y − ŷ| / n; NaN before the first. */
    public double mae() {
        return absolute / count;
    }

    /** √(Σ(y − ŷ)² / n); NaN before the first. */
    public double rmse() {
        return Math.sqrt(squared / count);
    }
}
