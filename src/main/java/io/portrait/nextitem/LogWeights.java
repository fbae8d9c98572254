package io.portrait.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How much more or less likely each signal makes a place, in nats: a Gaussian posterior with a diagonal covariance around
 * zero, of which the mean and what was learned beyond the prior are kept. Nothing is kept before there is something.
 */
final class LogWeights {

    private double[] mean = {};
    private double[] information = {};

    /** The mean times the signals of which the first is at an index. */
    double dot(double[] signals, int at) {
        double sum = 0;
        for (int k = 0; k < mean.length; k++) {
            sum += mean[k] * signals[at + k];
        }
        return sum;
    }

    /**
     * A step of assumed-density filtering: the Fisher information of what was seen is added, and the mean goes up the
     * gradient by the new variance.
     *
     * @param gradient of the log likelihood, by signal. Not modified
     * @param fisher the information in one such choice. Not modified
     * @param prior the precision before anything is known
     * @param memory what is left of what was learned before
     * @param some for how many choices this one stands
     */
    void learn(double[] gradient, double[] fisher, double prior, double memory, int some) {
        if (mean.length == 0) {
            mean = new double[gradient.length];
            information = new double[gradient.length];
        }
        for (int k = 0; k < mean.length; k++) {
            information[k] = memory * information[k] + some * fisher[k];
            mean[k] += some * gradient[k] / (prior + information[k]);
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
