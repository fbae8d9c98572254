package io.portrait.model.learner;

import io.portrait.kernel.SplitMix64;
import io.portrait.kernel.Vec;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.mult.MatrixVectorMult_DDRM;

/**
 * Random Fourier features: a map φ to D numbers whose inner products approximate the Gaussian kernel with an error of
 * order 1/√D [1, algorithm 1]:
 *
 * <pre>
 *   φ(x) = √(2/D) cos(Ωx + b),   Ωᵢⱼ ~ N(0, 1/s²),  bᵢ ~ U(0, 2π)
 *   E φ(x)ᵀφ(x') = exp(−‖x − x'‖²/(2s²))
 * </pre>
 *
 * Ω and b are drawn once from the seed and shared by all states. Immutable; instances with the same arguments are
 * equal.
 *
 * <p>[1] A. Rahimi, B. Recht, "Random features for large-scale kernel machines", NIPS 2007.
 */
final class RandomFourierFeatures {

    private final int dimensions;
    private final int count;
    private final double bandwidth;
    private final long seed;

    /** Ω, D×d; never modified. */
    private final DMatrixRMaj frequencies;

    private final double[] phases;

    /**
     * Draws the features, O(dD).
     *
     * @param dimensions d
     * @param count D
     * @param bandwidth s
     */
    RandomFourierFeatures(int dimensions, int count, double bandwidth, long seed) {
        this.dimensions = dimensions;
        this.count = count;
        this.bandwidth = bandwidth;
        this.seed = seed;
        this.frequencies = new DMatrixRMaj(count, dimensions);
        this.phases = new double[count];
        SplitMix64 random = new SplitMix64(seed);
        int normals = count * dimensions;
        for (int i = 0; i < normals; i++) {
            frequencies.data[i] = random.normal(i) / bandwidth;
        }
        for (int i = 0; i < count; i++) {
            phases[i] = 2 * Math.PI * random.uniform(2L * normals + i);
        }
    }

    /**
     * φ(x), O(dD).
     *
     * @param x clipped to ±10⁶, not modified
     * @throws IllegalArgumentException if x has another size
     */
    Vec map(Vec x) {
        NumericLimits.requireDimensions(x, dimensions);
        DMatrixRMaj column = new DMatrixRMaj(dimensions, 1);
        for (int i = 0; i < dimensions; i++) {
            column.data[i] = NumericLimits.clipFeature(x.get(i));
        }
        // Ωx
        DMatrixRMaj angles = new DMatrixRMaj(count, 1);
        MatrixVectorMult_DDRM.mult(frequencies, column, angles);
        double scale = Math.sqrt(2.0 / count);
        for (int i = 0; i < count; i++) {
            angles.data[i] = scale * StrictMath.cos(angles.data[i] + phases[i]);
        }
        return Vec.adopt(angles.data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RandomFourierFeatures that
                && dimensions == that.dimensions
                && count == that.count
                && bandwidth == that.bandwidth
                && seed == that.seed;
    }

    @Override
    public int hashCode() {
        return Objects.hash(dimensions, count, bandwidth, seed);
    }
}
