package io.portrait.model.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Gaussian posterior with diagonal covariance over the weights of the re-ranker, in nats per unit of a feature. The
 * prior has mean 0; stored are the posterior mean and the Fisher information beyond the prior's precision. The arrays
 * stay empty until the first update. Mutable.
 */
final class LogitWeights {

    private double[] mean = {};
    private double[] information = {};

    /** The number of features that have a weight; 0 before the first update. */
    int size() {
        return mean.length;
    }

    /** The weight of a feature. */
    UserSequenceParameters.LogitWeight estimate(int feature) {
        return new UserSequenceParameters.LogitWeight(mean[feature], information[feature]);
    }

    /** The scalar product of the mean and the features from an offset on; 0 before the first update. */
    double dot(double[] features, int offset) {
        double sum = 0;
        for (int k = 0; k < mean.length; k++) {
            sum += mean[k] * features[offset + k];
        }
        return sum;
    }

    /**
     * A step of assumed-density filtering: adds the Fisher information of an observation and moves the mean along the
     * gradient by the new variance.
     *
     * @param gradient of the log likelihood, by feature. Not modified
     * @param fisher the diagonal Fisher information of one observation, by feature. Not modified
     * @param priorPrecision above 0
     * @param forgettingFactor of the earlier information, in (0, 1]
     * @param weight the number of interactions that the observation represents
     */
    void learn(double[] gradient, double[] fisher, double priorPrecision, double forgettingFactor, int weight) {
        if (mean.length == 0) {
            mean = new double[gradient.length];
            information = new double[gradient.length];
        }
        for (int k = 0; k < mean.length; k++) {
            information[k] = forgettingFactor * information[k] + weight * fisher[k];
            mean[k] += weight * gradient[k] / (priorPrecision + information[k]);
        }
    }

    /** Adds what another user has learned: information adds up, and the mean is weighted by it. */
    void add(LogitWeights other) {
        if (mean.length == 0) {
            mean = other.mean.clone();
            information = other.information.clone();
        } else if (other.mean.length > 0) {
            for (int k = 0; k < mean.length; k++) {
                double sum = information[k] + other.information[k];
                mean[k] = sum == 0
                        ? mean[k] + other.mean[k]
                        : (information[k] * mean[k] + other.information[k] * other.mean[k]) / sum;
                information[k] = sum;
            }
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(mean.length);
        for (int k = 0; k < mean.length; k++) {
            out.writeDouble(mean[k]);
            out.writeDouble(information[k]);
        }
    }

    void read(DataInput in) throws IOException {
        mean = new double[in.readInt()];
        information = new double[mean.length];
        for (int k = 0; k < mean.length; k++) {
            mean[k] = in.readDouble();
            information[k] = in.readDouble();
        }
    }
}
