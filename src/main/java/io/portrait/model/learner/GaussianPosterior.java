package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import java.util.Arrays;

/**
 * A Gaussian over p weights in a stretch of a state's numbers, and its update by one observation of wᵀx̃; what every
 * {@link PosteriorLearner} has. It is a view: it holds the place, not the numbers.
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><td>w</td><td>p</td><td>the mean</td></tr>
 * <tr><td>P = U D Uᵀ</td><td>p×p</td><td>the covariance: U unit upper triangular, D diagonal</td></tr>
 * <tr><td>x̃, f = Uᵀx̃</td><td>p</td><td>(1, x), and its projection</td></tr>
 * </table>
 *
 * <p><b>Why factors.</b> The textbook recursion subtracts nearly equal numbers from P and loses its positive
 * definiteness in long runs or with badly scaled features; then it diverges. Bierman's update [1] of U and D takes the
 * same packed triangle of memory, and D stays positive whatever the rounding, so that no variance is ever negative.
 *
 * <p><b>Why no EJML.</b> It has neither packed triangles nor this update. The textbook recursion on its full matrices made
 * 0.25 million predictions and updates a second at 20 features, these loops more than twice as many.
 *
 * <pre>
 *   at              w
 *   at + p          D
 *   at + 2p         U above its diagonal, column by column: U₀₁, U₀₂, U₁₂, U₀₃, …
 * </pre>
 *
 * <p>[1] G. J. Bierman, "Measurement updating using the U-D factorization", Automatica 12, 1976, 375–382; and
 * <i>Factorization Methods for Discrete Sequential Estimation</i>, Academic Press, 1977, chapter V.
 *
 * @param weights p
 * @param offset where the stretch begins
 */
record GaussianPosterior(int weights, int offset) {

    /** The most features of a learner that keeps a covariance, whose size grows with their square. */
    static final int MAX_DIMENSIONS = 128;

    /**
     * What is known of wᵀx̃ for some x.
     *
     * @param mean wᵀx̃
     * @param variance x̃ᵀP x̃ = Σ Dⱼ fⱼ², never negative
     * @param projection f
     */
    record PredictiveMoments(double mean, double variance, Vec projection) {}

    /**
     * What an observation tells.
     *
     * @param gain P x̃ with the old P, p numbers
     * @param innovation r + x̃ᵀP x̃ with the old P: the variance of what was observed around what was expected
     */
    record MeasurementUpdate(Vec gain, double innovation) {}

    /** Where the stretch ends. */
    int endOffset() {
        return columnOffset(weights);
    }

    /** All weights 0 with this variance, independent; the numbers are modified. */
    void initialize(double[] numbers, double variance) {
        Arrays.fill(numbers, diagonalOffset(), diagonalOffset() + weights, variance);
    }

    /**
     * What the state says of x, O(p²).
     *
     * @param s not modified
     * @param x p − 1 features, clipped to ±10⁶
     * @throws IllegalArgumentException if x has another size
     */
    PredictiveMoments predictiveMoments(Vec s, Vec x) {
        double[] extended = NumericLimits.withIntercept(x, weights - 1);
        double[] f = projection(s, extended);
        double variance = 0;
        for (int j = 0; j < weights; j++) {
            variance += s.get(diagonalOffset() + j) * f[j] * f[j];
        }
        return new PredictiveMoments(mean(s, extended), variance, Vec.adopt(f));
    }

    /**
     * The mean of {@link #predictiveMoments} alone, O(p).
     *
     * @throws IllegalArgumentException if x has another size
     */
    double mean(Vec s, Vec x) {
        return mean(s, NumericLimits.withIntercept(x, weights - 1));
    }

    private double mean(Vec s, double[] extended) {
        double mean = 0;
        for (int i = 0; i < weights; i++) {
            mean += s.get(offset + i) * extended[i];
        }
        return mean;
    }

    /** f: fⱼ = x̃ⱼ + Σ Uᵢⱼ x̃ᵢ over i &lt; j. */
    private double[] projection(Vec s, double[] x) {
        double[] f = new double[weights];
        for (int j = 0; j < weights; j++) {
            int column = columnOffset(j);
            double sum = x[j];
            for (int i = 0; i < j; i++) {
                sum += s.get(column + i) * x[i];
            }
            f[j] = sum;
        }
        return f;
    }

    /**
     * P ← (P − (P x̃)(P x̃)ᵀ/(r + x̃ᵀP x̃)) / λ by Bierman's update, column by column, with D divided by λ in passing.
     * O(p²).
     *
     * @param numbers modified: get the new U and D; the mean stays
     * @param f the projection of x̃ with the old U
     * @param noise r, the variance of the observation
     * @param forgetting λ
     */
    MeasurementUpdate correct(double[] numbers, Vec f, double noise, double forgetting) {
        double[] gain = new double[weights];
        int diagonal = diagonalOffset();
        double alpha = noise;
        for (int j = 0; j < weights; j++) {
            // αⱼ = αⱼ₋₁ + fⱼgⱼ with g = D f,  Dⱼ ← Dⱼ αⱼ₋₁ / (αⱼ λ)
            double g = numbers[diagonal + j] * f.get(j);
            double before = alpha;
            alpha += f.get(j) * g;
            numbers[diagonal + j] *= before / (alpha * forgetting);
            // Uᵢⱼ ← Uᵢⱼ − bᵢ fⱼ/αⱼ₋₁,  bᵢ ← bᵢ + Uᵢⱼ gⱼ with the old Uᵢⱼ
            double factor = -f.get(j) / before;
            int column = columnOffset(j);
            for (int i = 0; i < j; i++) {
                double u = numbers[column + i];
                numbers[column + i] = u + gain[i] * factor;
                gain[i] += u * g;
            }
            gain[j] = g;
        }
        return new MeasurementUpdate(Vec.adopt(gain), alpha);
    }

    /** w ← w + P x̃ · step; the numbers are modified. */
    void moveMean(double[] numbers, Vec gain, double step) {
        for (int i = 0; i < weights; i++) {
            numbers[offset + i] += gain.get(i) * step;
        }
    }

    /**
     * Whether the variances are held against their limit after that many examples: once in 0.1/(1 − λ), by when forgetting
     * may have raised them by about a tenth, and never without forgetting.
     */
    static boolean isWindupCheckDue(long examples, double forgetting) {
        return examples % Math.max(1, (long) (0.1 / (1 - forgetting))) == 0;
    }

    /**
     * Puts each variance beyond the limit back on it: P ← S P S with S = diag(min(1, √(most/Pᵢᵢ))). The other weights
     * keep theirs. O(p²); the numbers are modified.
     */
    void limitVariances(double[] numbers, double limit) {
        double[] variances = variances(numbers);
        if (Arrays.stream(variances).anyMatch(variance -> variance > limit)) {
            rescale(
                    numbers,
                    Arrays.stream(variances)
                            .map(v -> v > limit ? Math.sqrt(limit / v) : 1)
                            .toArray());
        }
    }

    /** P ← S P S, in factors: U ← S U S⁻¹ and D ← S D S. */
    private void rescale(double[] numbers, double[] scale) {
        for (int j = 0; j < weights; j++) {
            numbers[diagonalOffset() + j] *= scale[j] * scale[j];
            int column = columnOffset(j);
            for (int i = 0; i < j; i++) {
                numbers[column + i] *= scale[i] / scale[j];
            }
        }
    }

    /** The diagonal of P, O(p²): Pᵢᵢ = Dᵢ + Σ Uᵢⱼ² Dⱼ over j &gt; i; the numbers are not modified. */
    private double[] variances(double[] numbers) {
        double[] variances = Arrays.copyOfRange(numbers, diagonalOffset(), diagonalOffset() + weights);
        for (int j = 1; j < weights; j++) {
            int column = columnOffset(j);
            double d = numbers[diagonalOffset() + j];
            for (int i = 0; i < j; i++) {
                variances[i] += numbers[column + i] * numbers[column + i] * d;
            }
        }
        return variances;
    }

    /**
     * {@code intercept}, {@code weights}, {@code interceptVariance} and {@code weightVariances}.
     *
     * @param unit what a variance is in units of
     */
    LearnedParameters parameters(Vec s, double unit) {
        double[] numbers = s.toArray();
        double[] variances = Arrays.stream(variances(numbers))
                .map(variance -> unit * variance)
                .toArray();
        return LearnedParameters.empty()
                .and("intercept", numbers[offset])
                .and("weights", Arrays.copyOfRange(numbers, offset + 1, diagonalOffset()))
                .and("interceptVariance", variances[0])
                .and("weightVariances", Arrays.copyOfRange(variances, 1, weights));
    }

    /** Whether these could be numbers of this layout: no variance is negative. */
    boolean isPlausible(Vec s) {
        for (int j = 0; j < weights; j++) {
            if (s.get(diagonalOffset() + j) < 0) {
                return false;
            }
        }
        return true;
    }

    private int diagonalOffset() {
        return offset + weights;
    }

    /** Where column j of U begins; it has j elements above the diagonal. */
    private int columnOffset(int j) {
        return offset + 2 * weights + j * (j - 1) / 2;
    }
}
