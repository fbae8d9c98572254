package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * How well a model has predicted so far: running means of the losses of {@link Model#testThenTrain}, each taken before its
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
public record PrequentialLosses(
        long examples, double meanSquaredError, double recentSquaredError, double meanAbsoluteError) {

    /** The length of the recent window in examples: its standard error is a tenth of a loss's standard deviation. */
    public static final int WINDOW = 200;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative or not finite
     */
    public PrequentialLosses {
        Checks.requireWithin("examples", (double) examples, 0, Long.MAX_VALUE);
        Checks.requireWithin("meanSquaredError", meanSquaredError, 0, Double.MAX_VALUE);
        Checks.requireWithin("recentSquaredError", recentSquaredError, 0, Double.MAX_VALUE);
        Checks.requireWithin("meanAbsoluteError", meanAbsoluteError, 0, Double.MAX_VALUE);
    }

    /** Before any example. */
    public static PrequentialLosses empty() {
        return new PrequentialLosses(0, 0, 0, 0);
    }

    /** The progress after one more loss, O(1). */
    public PrequentialLosses after(Loss loss) {
        long n = examples + 1;
        return new PrequentialLosses(
                n,
                // m(n) = m(n−1) + (ℓ − m(n−1)) / n
                movedTowards(meanSquaredError, loss.squared(), n),
                // the same, with n held at the window's length
                movedTowards(recentSquaredError, loss.squared(), Math.min(n, WINDOW)),
                movedTowards(meanAbsoluteError, loss.absolute(), n));
    }

    private static double movedTowards(double mean, double value, long n) {
        return mean + (value - mean) / n;
    }
}
