package io.portrait.evaluate.tabular;

/** Brings numbers to mean 0 and variance 1 by what was seen of them so far (Welford's moments). Mutable. */
final class Standardiser {

    /** Beyond it a number says no more than that it is far out. */
    private static final double MOST = 5;

    private final double[] mean;
    private final double[] squares;
    private long count;

    Standardiser(int columns) {
        mean = new double[columns];
        squares = new double[columns];
    }

    /** Takes a row's numbers in, then gives them standardised, within ±5, into the array. */
    void standardise(double[] values) {
        count++;
        for (int i = 0; i < values.length; i++) {
            double before = values[i] - mean[i];
            mean[i] += before / count;
            squares[i] += before * (values[i] - mean[i]);
            double deviation = Math.sqrt(squares[i] / count);
            values[i] = deviation > 0 ? Math.clamp((values[i] - mean[i]) / deviation, -MOST, MOST) : 0;
        }
    }
}
