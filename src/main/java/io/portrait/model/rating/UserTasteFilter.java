package io.portrait.model.rating;

import io.portrait.kernel.Topic;
import io.portrait.kernel.Vec;
import io.portrait.model.rating.RatingConfig.UserPrior;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.MatrixVectorMult_DDRM;
import org.ejml.dense.row.mult.VectorVectorMult_DDRM;

/**
 * Kalman filter of one user's deviation from the {@link ItemMeans}: an exact Gaussian posterior over p = topics + 2
 * weights (R. E. Kalman, "A new approach to linear filtering and prediction problems", J. Basic Engineering 82, 1960).
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><td>x</td><td>p</td><td>(1, 1, topics / √(number of topics))</td></tr>
 * <tr><td>μ, Σ</td><td>p, p×p</td><td>mean and covariance of the weights; Σ is exactly symmetric</td></tr>
 * <tr><td>k</td><td>p</td><td>Σx</td></tr>
 * <tr><td>r, v</td><td>1</td><td>variance of the noise; v = xᵀΣx + r</td></tr>
 * <tr><td>φ, q</td><td>p</td><td>autocorrelation per rating and prior variance of each weight</td></tr>
 * </table>
 *
 * <p>Each weight is a stationary process: between two ratings it returns towards 0 by the factor φ, and noise of
 * variance (1 − φ²)q is added, so that without new ratings the prior comes back. The first weight is the user's
 * drifting bias: the {@link TemporalBiases}, as one coordinate of the posterior. The second is the user's lasting bias.
 *
 * <p>O(p²) to learn and to predict; p² + p numbers of 8 bytes, 4 KB at 20 topics. Each rating lowers the variances and
 * the drift raises them again, so Σ neither winds up nor collapses. Mutable; owned by its {@link RatedUser}.
 */
final class UserTasteFilter {

    private static final int DRIFTING_BIAS = 0;
    private static final int LASTING_BIAS = 1;
    private static final int FIRST_TOPIC = 2;

    /**
     * The process that all users' weights follow, shared by their filters and never modified.
     *
     * @param phi φ
     * @param decay φφᵀ, the factor of each element of Σ
     * @param prior q
     * @param noise (1 − φ²)q
     */
    record Drift(DMatrixRMaj phi, DMatrixRMaj decay, DMatrixRMaj prior, DMatrixRMaj noise) {

        static Drift of(UserPrior config, int topics) {
            DMatrixRMaj phi = vector(topics, config.driftingBiasCorrelation(), 1, config.topicCorrelation());
            DMatrixRMaj prior =
                    vector(topics, config.driftingBiasVariance(), config.lastingBiasVariance(), config.topicVariance());
            DMatrixRMaj decay = new DMatrixRMaj(phi.numRows, phi.numRows);
            VectorVectorMult_DDRM.outerProd(phi, phi, decay);
            DMatrixRMaj noise = new DMatrixRMaj(phi.numRows, 1);
            for (int i = 0; i < phi.numRows; i++) {
                noise.data[i] = (1 - phi.data[i] * phi.data[i]) * prior.data[i];
            }
            return new Drift(phi, decay, prior, noise);
        }

        private static DMatrixRMaj vector(int topics, double driftingBias, double lastingBias, double topic) {
            DMatrixRMaj vector = new DMatrixRMaj(topics + FIRST_TOPIC, 1);
            CommonOps_DDRM.fill(vector, topic);
            vector.data[DRIFTING_BIAS] = driftingBias;
            vector.data[LASTING_BIAS] = lastingBias;
            return vector;
        }
    }

    private final Drift drift;
    private final DMatrixRMaj mean;
    private final DMatrixRMaj covariance;

    /** The filter of a user without ratings. */
    UserTasteFilter(Drift drift) {
        this.drift = drift;
        this.mean = new DMatrixRMaj(drift.phi().numRows, 1);
        this.covariance = CommonOps_DDRM.diag(drift.prior().data);
    }

    /** x for an item with these {@link TopicFeatures}. */
    static Vec features(double[] topics) {
        double[] x = new double[topics.length + FIRST_TOPIC];
        x[DRIFTING_BIAS] = 1;
        x[LASTING_BIAS] = 1;
        System.arraycopy(topics, 0, x, FIRST_TOPIC, topics.length);
        return Vec.adopt(x);
    }

    /** μ and the diagonal of Σ by the name of the weight; only the weights of these topics. */
    Map<String, UserRatingParameters.TasteWeight> weights(List<Topic> topics) {
        Map<String, UserRatingParameters.TasteWeight> weights = new LinkedHashMap<>();
        weights.put("drifting-bias", weight(DRIFTING_BIAS));
        weights.put("lasting-bias", weight(LASTING_BIAS));
        for (int i = 0; i < topics.size(); i++) {
            weights.put("topic " + topics.get(i).path(), weight(FIRST_TOPIC + i));
        }
        return weights;
    }

    private UserRatingParameters.TasteWeight weight(int index) {
        return new UserRatingParameters.TasteWeight(mean.data[index], covariance.get(index, index));
    }

    /** μᵀx, in stars. */
    double deviation(Vec x) {
        return VectorVectorMult_DDRM.innerProd(mean, column(x));
    }

    /** xᵀΣx, in stars². */
    double variance(Vec x) {
        DMatrixRMaj column = column(x);
        return variance(gain(column), column);
    }

    private static double variance(DMatrixRMaj gain, DMatrixRMaj x) {
        return Math.max(0, VectorVectorMult_DDRM.innerProd(gain, x));
    }

    /**
     * Corrects the weights by one rating, then lets them drift to the next.
     *
     * @param innovation the rating less its prediction, in stars
     * @param noiseVariance r, in stars²
     */
    void learn(Vec features, double innovation, double noiseVariance) {
        DMatrixRMaj x = column(features);
        DMatrixRMaj k = gain(x);
        double v = variance(k, x) + noiseVariance;
        // μ ← φ ∘ (μ + k e / v)
        CommonOps_DDRM.addEquals(mean, innovation / v, k);
        CommonOps_DDRM.elementMult(mean, drift.phi(), mean);
        // Σ ← φφᵀ ∘ (Σ − (k/√v)(k/√v)ᵀ) + diag((1 − φ²)q); a product of one vector with itself is exactly symmetric
        CommonOps_DDRM.scale(1 / Math.sqrt(v), k);
        VectorVectorMult_DDRM.rank1Update(-1, covariance, k, k);
        CommonOps_DDRM.elementMult(covariance, drift.decay(), covariance);
        for (int i = 0; i < covariance.numRows; i++) {
            covariance.data[i * covariance.numCols + i] += drift.noise().data[i];
        }
    }

    /** k = Σx, a new vector. */
    private DMatrixRMaj gain(DMatrixRMaj x) {
        DMatrixRMaj k = new DMatrixRMaj(x.numRows, 1);
        MatrixVectorMult_DDRM.mult(covariance, x, k);
        return k;
    }

    private static DMatrixRMaj column(Vec x) {
        return DMatrixRMaj.wrap(x.size(), 1, x.toArray());
    }

    /** Writes μ, then the lower triangle of Σ row by row. */
    void write(DataOutput out) throws IOException {
        DoubleArrays.write(out, mean.data);
        for (int row = 0; row < covariance.numRows; row++) {
            for (int column = 0; column <= row; column++) {
                out.writeDouble(covariance.get(row, column));
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    void read(DataInput in) throws IOException {
        DoubleArrays.read(in, mean.data);
        for (int row = 0; row < covariance.numRows; row++) {
            for (int column = 0; column <= row; column++) {
                double value = in.readDouble();
                covariance.set(row, column, value);
                covariance.set(column, row, value);
            }
        }
    }
}
