package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.Arrays;

/**
 * The batch-mean update computed from running moments, without storing samples. P does not change while a batch fills,
 * so the samples contribute to the update only by these moments:
 *
 * <table>
 * <caption>Symbols; means are weighted, r = y − P(x)</caption>
 * <tr><td>W</td><td>1</td><td>Σ ωᵢ</td></tr>
 * <tr><td>r̄</td><td>1</td><td>mean residual</td></tr>
 * <tr><td>T</td><td>1</td><td>Σ ωᵢ ‖xᵢ − x̄‖², so τ = T/W</td></tr>
 * <tr><td>x̄</td><td>d</td><td>mean of the features</td></tr>
 * <tr><td>C</td><td>d</td><td>Σ ωᵢ (rᵢ − r̄)(xᵢ − x̄) = Σ ωᵢ rᵢ (xᵢ − x̄)</td></tr>
 * </table>
 *
 * <p><b>Numerics.</b> The plain sums Σωrx, Σωx and Σω‖x‖² would do on paper, but C and T are differences of them, in
 * which features far from 0 cancel: with x = 10⁶ ± 1 all of T's digits but four are lost, and T may come out negative.
 * Deviations from the running mean are summed instead [1]. Each addition to T is 0 or more. The result differs from
 * that of two passes over the samples in the last digits; it is the same each time, bit for bit.
 *
 * <pre>
 *   0            α
 *   1 … d        β
 *   d + 1        W
 *   d + 2        r̄
 *   d + 3        T
 *   then d of x̄, then d of C
 * </pre>
 *
 * <p>[1] D. H. D. West, "Updating mean and variance estimates: an improved method", Communications of the ACM 22, 1979,
 * 532–535.
 *
 * @param dimensions d
 */
record BatchMeanUpdate(int dimensions) {

    /** The number of numbers in the layout. */
    int size() {
        return 3 * dimensions + 4;
    }

    /** The state of a predictor with an empty batch. */
    Vec initialize(LinearPredictor predictor) {
        double[] numbers = new double[size()];
        numbers[0] = predictor.intercept();
        predictor.weights().copyInto(numbers, 1);
        return Vec.adopt(numbers);
    }

    /**
     * P(x), O(d).
     *
     * @throws IllegalArgumentException if x has another size
     */
    double predict(Vec numbers, Vec x) {
        NumericLimits.requireDimensions(x, dimensions);
        double output = numbers.get(0);
        for (int i = 0; i < dimensions; i++) {
            output += numbers.get(i + 1) * NumericLimits.clipFeature(x.get(i));
        }
        return output;
    }

    /**
     * Adds an example to the batch, O(d). The example is left out if it would make a number larger than ±10⁶⁰.
     *
     * @return a new array that the caller owns
     * @throws IllegalArgumentException if x has another size
     */
    double[] withExample(Vec numbers, Example example) {
        double residual = NumericLimits.clipTarget(example.target()) - predict(numbers, example.x());
        double[] next = numbers.toArray();
        add(next, NumericLimits.atLeastMinWeight(example.weight()), residual, example.x());
        return NumericLimits.areWithinLimits(next) ? next : numbers.toArray();
    }

    /**
     * Moves P by the batch and empties the batch, O(d). P does not change if the move would make a number larger than
     * ±10⁶⁰ or if the batch has no example.
     *
     * @param numbers modified, and returned
     */
    double[] apply(double[] numbers, double stepSize) {
        double total = numbers[weightOffset()];
        if (total > 0) {
            move(numbers, stepSize, Math.min(stepSize, total / numbers[scatterOffset()]) / total);
        }
        Arrays.fill(numbers, weightOffset(), numbers.length, 0);
        return numbers;
    }

    /** A check whether the numbers can be a state of this layout: W and T are not negative. */
    boolean isPlausible(Vec numbers) {
        return numbers.get(weightOffset()) >= 0 && numbers.get(scatterOffset()) >= 0;
    }

    /** α + η r̄ and β + min(η, 1/τ)/W · C. */
    private void move(double[] numbers, double stepSize, double slopeStep) {
        double[] moved = Arrays.copyOf(numbers, dimensions + 1);
        moved[0] += stepSize * numbers[weightOffset() + 1];
        for (int i = 1; i < moved.length; i++) {
            moved[i] += slopeStep * numbers[scatterOffset() + dimensions + i];
        }
        if (NumericLimits.areWithinLimits(moved)) {
            System.arraycopy(moved, 0, numbers, 0, moved.length);
        }
    }

    /** [1], with δ = x − x̄ and f = ω W / (W + ω); numbers are modified. */
    private void add(double[] numbers, double weight, double residual, Vec x) {
        double before = numbers[weightOffset()];
        double share = weight / (before + weight);
        double factor = before * share;
        double innovation = residual - numbers[weightOffset() + 1];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            int mean = scatterOffset() + 1 + i;
            double deviation = NumericLimits.clipFeature(x.get(i)) - numbers[mean];
            // x̄ ← x̄ + ω/(W + ω) δ,  C ← C + f (r − r̄) δ
            numbers[mean] += share * deviation;
            numbers[mean + dimensions] += factor * innovation * deviation;
            squares += deviation * deviation;
        }
        // W ← W + ω,  r̄ ← r̄ + ω/(W + ω) (r − r̄),  T ← T + f ‖δ‖²
        numbers[weightOffset()] = before + weight;
        numbers[weightOffset() + 1] += share * innovation;
        numbers[scatterOffset()] += factor * squares;
    }

    private int weightOffset() {
        return dimensions + 1;
    }

    private int scatterOffset() {
        return dimensions + 3;
    }
}
