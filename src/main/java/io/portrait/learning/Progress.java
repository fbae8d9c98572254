package io.portrait.learning;

import io.portrait.kernel.Limits;

/**
 * How well a model has predicted so far: running means of the losses of {@link Model#step}, each taken before its
 * example was learned (prequential evaluation: A. P. Dawid, "Statistical theory: the prequential approach", J. Royal
 * Statistical Society A 147, 1984; its forgetting form: J. Gama, R. Sebastião, P. P. Rodrigues, "On evaluating stream
 * learning algorithms", Machine Learning 90, 2013). Examples count alike, whatever their weight. Depends on the order of the
 * examples: {@code recentSquaredError} by its meaning, the others in their last digits.
 *
 * @param examples how many, 0 or more; while it is 0 the means are 0 and mean nothing
 * @param meanSquaredError over all examples
 * @param recentSquaredError over about the last {@value #WINDOW} examples, exponentially weighted
 * @param meanAbsoluteError over all examples
 */
public record Progress(long examples, double meanSquaredError, double recentSquaredError, double meanAbsoluteError) {

    /** The length of the recent window in examples: its standard error is a tenth of a loss's standard deviation. */
    public static final int WINDOW = 200;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative or not finite
     */
    public Progress {
        Limits.requireWithin("examples", (double) examples, 0, Long.MAX_VALUE);
        Limits.requireWithin("meanSquaredError", meanSquaredError, 0, Double.MAX_VALUE);
        Limits.requireWithin("recentSquaredError", recentSquaredError, 0, Double.MAX_VALUE);
        Limits.requireWithin("meanAbsoluteError", meanAbsoluteError, 0, Double.MAX_VALUE);
    }

    /** Before any example. */
    public static Progress none() {
        return new Progress(0, 0, 0, 0);
    }

    /** The progress after one more loss, O(1). */
    public Progress after(Loss loss) {
        long n = examples + 1;
        return new Progress(
                n,
                // m(n) = m(n−1) + (ℓ − m(n−1)) / n
                towards(meanSquaredError, loss.squared(), n),
                // the same, with n held at the window's length
                towards(recentSquaredError, loss.squared(), Math.min(n, WINDOW)),
                towards(meanAbsoluteError, loss.absolute(), n));
    }

    private static double towards(double mean, double value, long n) {
        return mean + (value - mean) / n;
    }
}
