package io.portrait.model.learner;

import io.portrait.kernel.Checks;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Running means of the losses of {@link Model#testThenTrain}, each taken before its example was learned (prequential
 * evaluation: A. P. Dawid, "Statistical theory: the prequential approach", J. Royal Statistical Society A 147, 1984;
 * its forgetting form: J. Gama, R. Sebastião, P. P. Rodrigues, "On evaluating stream learning algorithms", Machine
 * Learning 90, 2013). All examples have equal weight here. The result depends on the order of the examples:
 * {@code recentSquaredError} by definition, the other means in their last digits.
 *
 * @param examples number of examples, 0 or more; while it is 0 the means are 0 and have no meaning
 * @param meanSquaredError over all examples
 * @param recentSquaredError over about the last {@value #WINDOW} examples, exponentially weighted
 * @param meanAbsoluteError over all examples
 */
public record PrequentialLosses(
        long examples, double meanSquaredError, double recentSquaredError, double meanAbsoluteError) {

    /**
     * The length of the recent window in examples. The standard error of the recent mean is about a tenth of the
     * standard deviation of one loss.
     */
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

    /** The losses before any example. */
    public static PrequentialLosses empty() {
        return new PrequentialLosses(0, 0, 0, 0);
    }

    /** The means after one more loss, O(1). */
    public PrequentialLosses after(Loss loss) {
        long n = examples + 1;
        return new PrequentialLosses(
                n,
                // m(n) = m(n−1) + (ℓ − m(n−1)) / n
                movedTowards(meanSquaredError, loss.squared(), n),
                // the same with n limited to the length of the window
                movedTowards(recentSquaredError, loss.squared(), Math.min(n, WINDOW)),
                movedTowards(meanAbsoluteError, loss.absolute(), n));
    }

    private static double movedTowards(double mean, double value, long n) {
        return mean + (value - mean) / n;
    }

    /** Writes the four numbers, 32 bytes. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(examples);
        out.writeDouble(meanSquaredError);
        out.writeDouble(recentSquaredError);
        out.writeDouble(meanAbsoluteError);
    }

    /** Reads what {@link #write} wrote. */
    public static PrequentialLosses read(DataInput in) throws IOException {
        return new PrequentialLosses(in.readLong(), in.readDouble(), in.readDouble(), in.readDouble());
    }
}
