package io.portrait.evaluate.metric;

import io.portrait.kernel.Limits;

/** The mean of the last values. Mutable; memory for the window. */
public final class WindowMean {

    private final double[] values;
    private long count;
    private double sum;

    /**
     * A window of that many values.
     *
     * @param size 1 to 10⁷
     */
    public WindowMean(int size) {
        values = new double[Limits.requireWithin("window", size, 1, 10_000_000)];
    }

    /** Takes in a value; the oldest goes once the window is full. */
    public void add(double value) {
        int at = (int) (count++ % values.length);
        sum += value - values[at];
        values[at] = value;
        if (at == values.length - 1) {
            // Added up anew once a window, or rounding errors would pile up for ever.
            sum = 0;
            for (double kept : values) {
                sum += kept;
            }
        }
    }

    /** NaN before the first value. */
    public double mean() {
        return sum / Math.min(count, values.length);
    }
}
