package io.portrait.model.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How much more or less likely each signal makes a place, in nats: a Gaussian posterior with a diagonal covariance around
 * zero, of which the mean and what was learned beyond the prior are kept. Nothing is kept before there is something.
 */
final class LogitWeights {

    private double[] mean = {};
    private double[] information = {};

    /** The mean times the signals of which the first is at an index. */
    double dot(double[] features, int offset) {
        double sum = 0;
        for (int k = 0; k < mean.length; k++) {
            sum += mean[k] * features[offset + k];
        }
        return sum;
    }

    /**
     * A step of assumed-density filtering: the Fisher information of what was seen is added, and the mean goes up the
     * gradient by the new variance.
     *
     * @param gradient of the log likelihood, by signal. Not modified
     * @param fisher the information in one such choice. Not modified
     * @param priorPrecision the precision before anything is known
     * @param forgettingFactor what is left of what was learned before
     * @param weight for how many choices this one stands
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
