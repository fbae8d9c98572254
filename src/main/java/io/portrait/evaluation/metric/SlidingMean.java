package io.portrait.evaluation.metric;

import io.portrait.kernel.Checks;

/** The mean of the last values. Mutable; memory for the window. */
public final class SlidingMean {

    private final double[] values;
    private long count;
    private double sum;

    /**
     * A window of that many values.
     *
     * @param size 1 to 10⁷
     */
    public SlidingMean(int size) {
        values = new double[Checks.requireWithin("window", size, 1, 10_000_000)];
    }

    /** Takes in a value; the oldest goes once the window is full. */
    public void add(double value) {
        int index = (int) (count++ % values.length);
        sum += value - values[index];
        values[index] = value;
        if (index == values.length - 1) {
            // Added up anew once a window, or rounding errors would pile up for ever.
            sum = 0;
            for (double element : values) {
                sum += element;
            }
        }
    }

    /** NaN before the first value. */
    public double mean() {
        return sum / Math.min(count, values.length);
    }
}
