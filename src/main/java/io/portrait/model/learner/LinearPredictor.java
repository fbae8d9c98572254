package io.portrait.model.learner;

import io.portrait.kernel.Checks;
import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.Arrays;
import java.util.List;

/**
 * Linear predictor P(x) = α + βᵀx with its batch-mean update.
 *
 * <p>The update is the published formula on which this project is based, with its error corrected (see
 * {@code src/docs/seed-formula.md}):
 *
 * <pre>
 *   α' = α + η · mean(yᵢ − P(xᵢ))
 *   β' = β + min(η, 1/τ) · mean((yᵢ − P(xᵢ)) · (xᵢ − x̄)),    τ = mean ‖xᵢ − x̄‖²
 * </pre>
 *
 * Means are weighted by the examples' weights. The first line contracts by 1 − η, the second by I − ηC with C the
 * batch's covariance matrix, whose largest eigenvalue is at most its trace τ. While ητ ≤ 1 this is the plain update.
 * Beyond that the plain update may overshoot and diverge; here the step is limited to 1/τ, so neither line can diverge.
 * With d features in [−1, 1], τ ≤ d.
 *
 * @param intercept α, in the target's unit, within ±10⁶⁰
 * @param weights β, one per feature, within ±10⁶⁰
 */
public record LinearPredictor(double intercept, Vec weights) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is beyond ±10⁶⁰
     */
    public LinearPredictor {
        Checks.requireWithin("intercept", intercept, -NumericLimits.MAX_NUMBER, NumericLimits.MAX_NUMBER);
        Checks.requireWithin(
                "largest weight", weights.map(Math::abs).stream().max().orElse(0), 0, NumericLimits.MAX_NUMBER);
    }

    /**
     * P(x), O(d).
     *
     * @param x as many features as weights, clipped to ±10⁶
     * @throws IllegalArgumentException if x has another size
     */
    public double predict(Vec x) {
        NumericLimits.requireDimensions(x, weights.size());
        double sum = intercept;
        for (int i = 0; i < x.size(); i++) {
            sum += weights.get(i) * NumericLimits.clipFeature(x.get(i));
        }
        return sum;
    }

    /**
     * The predictor after one batch, O(nd), from running moments (see {@link BatchMeanUpdate}). An example whose
     * moments would be beyond ±10⁶⁰ is left out; if the update would leave such numbers, the predictor does not change.
     *
     * @param batch n ≥ 1 examples of as many features as weights; features are clipped to ±10⁶, targets to ±10¹²
     * @param stepSize η in (0, 1]
     * @throws IllegalArgumentException if the batch is empty, an example has another size or η is out of its range
     */
    public LinearPredictor updated(List<Example> batch, double stepSize) {
        Checks.requireWithin("batch size", batch.size(), 1, Integer.MAX_VALUE);
        Checks.requireWithin("stepSize", stepSize, Double.MIN_VALUE, 1);
        BatchMeanUpdate update = new BatchMeanUpdate(weights.size());
        Vec numbers = update.initialize(this);
        for (Example example : batch) {
            numbers = Vec.adopt(update.withExample(numbers, example));
        }
        return of(update.apply(numbers.toArray(), stepSize), weights.size());
    }

    /** The predictor at the beginning of {@link BatchMeanUpdate}'s layout. */
    static LinearPredictor of(double[] numbers, int dimensions) {
        return new LinearPredictor(numbers[0], Vec.adopt(Arrays.copyOfRange(numbers, 1, dimensions + 1)));
    }
}
