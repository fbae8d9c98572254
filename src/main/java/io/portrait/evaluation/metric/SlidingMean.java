package io.portrait.evaluation.metric;

import io.portrait.kernel.Checks;

/** The mean of the last values, a sliding window. Mutable. */
final class SlidingMean {

    private final double[] values;
    private long count;
    private double sum;

    /**
     * Creates an empty window.
     *
     * @param size the number of values, 1 to 10⁷
     */
    public SlidingMean(int size) {
        values = new double[Checks.requireWithin("window", size, 1, 10_000_000)];
    }

    /** Adds a value; a full window drops its oldest value. */
    public void add(double value) {
        int index = (int) (count++ % values.length);
        sum += value - values[index];
        values[index] = value;
        if (index == values.length - 1) {
            // The sum is recomputed once per window, so that rounding errors do not accumulate.
            sum = 0;
            for (double element : values) {
                sum += element;
            }
        }
    }

    /** The mean; NaN without values. */
    public double mean() {
        return sum / Math.min(count, values.length);
    }
}
