package io.portrait.model.rating;

import io.portrait.kernel.Vec;
import io.portrait.model.rating.RatingConfig.UserPrior;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is believed of one user's deviation from the {@link ItemMeans}: a Gaussian over p = topics + 2 weights, filtered
 * exactly (R. E. Kalman, "A new approach to linear filtering and prediction problems", J. Basic Engineering 82, 1960).
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><td>x</td><td>p</td><td>(1, 1, topics / √(number of topics))</td></tr>
 * <tr><td>μ, Σ</td><td>p, p×p</td><td>mean and covariance of the weights; Σ as its lower triangle, row by row</td></tr>
 * <tr><td>k</td><td>p</td><td>Σx</td></tr>
 * <tr><td>r, v</td><td>1</td><td>the noise's variance; v = xᵀΣx + r</td></tr>
 * <tr><td>φ, q</td><td>p</td><td>what each weight keeps, and its prior variance</td></tr>
 * </table>
 *
 * <p>Each weight is a stationary process: between two ratings it goes back towards 0 by φ and is disturbed by
 * (1 − φ²)q, so that without any news the prior comes back. The first weight, the mood, forgets quickly: that is the
 * forgetting bias, as one coordinate of the posterior. The second is the user's lasting bias.
 *
 * <p>O(p²) to learn and to predict; (p + 3)p/2 numbers, 275 at 20 topics. Σ loses variance with each rating and gets
 * some back by the drift, so it neither winds up nor collapses. Mutable; owned by its {@link RatedUser}.
 */
final class UserTasteFilter {

    private static final int DRIFTING_BIAS = 0;
    private static final int LASTING_BIAS = 1;
    private static final int FIRST_TOPIC = 2;

    private final UserPrior prior;
    private final double[] mean;
    private final double[] covariance;

    UserTasteFilter(UserPrior prior, int topics) {
        this.prior = prior;
        this.mean = new double[topics + FIRST_TOPIC];
        this.covariance = new double[mean.length * (mean.length + 1) / 2];
        for (int i = 0; i < mean.length; i++) {
            covariance[packedIndex(i, i)] = variance(i);
        }
    }

    /** The features of an item. */
    static Vec features(double[] topics) {
        double[] x = new double[topics.length + FIRST_TOPIC];
        x[DRIFTING_BIAS] = 1;
        x[LASTING_BIAS] = 1;
        System.arraycopy(topics, 0, x, FIRST_TOPIC, topics.length);
        return Vec.adopt(x);
    }

    /** μᵀx, in stars. */
    double deviation(Vec x) {
        return DoubleArrays.dot(mean, x.toArray());
    }

    /** xᵀΣx, in stars². */
    double variance(Vec x) {
        return variance(gain(x), x);
    }

    private static double variance(double[] gain, Vec x) {
        return Math.max(0, DoubleArrays.dot(gain, x.toArray()));
    }

    /**
     * Takes in one rating and lets the weights drift to the next.
     *
     * @param innovation the rating less what was expected of it
     * @param noiseVariance r
     */
    void learn(Vec x, double innovation, double noiseVariance) {
        double[] k = gain(x);
        double v = variance(k, x) + noiseVariance;
        for (int i = 0; i < mean.length; i++) {
            // μ ← φ (μ + k e / v)
            mean[i] = autocorrelation(i) * (mean[i] + k[i] * innovation / v);
            for (int j = 0; j <= i; j++) {
                // Σ ← φ (Σ − k kᵀ / v) φ + (1 − φ²) q
                int ij = packedIndex(i, j);
                covariance[ij] = autocorrelation(i) * autocorrelation(j) * (covariance[ij] - k[i] * k[j] / v);
            }
            covariance[packedIndex(i, i)] += (1 - autocorrelation(i) * autocorrelation(i)) * variance(i);
        }
    }

    private double[] gain(Vec features) {
        double[] x = features.toArray();
        double[] k = new double[mean.length];
        int ij = 0;
        for (int i = 0; i < k.length; i++) {
            for (int j = 0; j < i; j++, ij++) {
                k[i] += covariance[ij] * x[j];
                k[j] += covariance[ij] * x[i];
            }
            k[i] += covariance[ij++] * x[i];
        }
        return k;
    }

    private double autocorrelation(int weight) {
        return switch (weight) {
            case DRIFTING_BIAS -> prior.driftingBiasCorrelation();
            case LASTING_BIAS -> 1;
            default -> prior.topicCorrelation();
        };
    }

    private double variance(int weight) {
        return switch (weight) {
            case DRIFTING_BIAS -> prior.driftingBiasVariance();
            case LASTING_BIAS -> prior.lastingBiasVariance();
            default -> prior.topicVariance();
        };
    }

    private static int packedIndex(int row, int column) {
        return row * (row + 1) / 2 + column;
    }

    void write(DataOutput out) throws IOException {
        DoubleArrays.write(out, mean);
        DoubleArrays.write(out, covariance);
    }

    void read(DataInput in) throws IOException {
        DoubleArrays.read(in, mean);
        DoubleArrays.read(in, covariance);
    }
}
