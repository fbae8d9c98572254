package io.portrait.evaluate.live;

import io.portrait.evaluate.metric.Binning;
import io.portrait.evaluate.metric.LogLoss;
import io.portrait.evaluate.metric.ScoreBins;

/** What some predictions of one model add up to. Mutable; the sum of two is that of all their predictions. */
final class Sums {

    private static final int BINS = 32;

    /** Numbers are taken for engagements, which lie in [−1, 1]. */
    private static final Binning OF_NUMBERS = new Binning.Even(BINS, -1, 1);

    private static final Binning OF_PROBABILITIES = new Binning.LogOdds(BINS);

    long examples;
    double loss;
    double absolute;
    final ScoreBins bins;

    private final boolean binary;

    Sums(boolean binary) {
        this(binary, 0, 0, 0, new ScoreBins(binning(binary)));
    }

    Sums(boolean binary, long examples, double loss, double absolute, ScoreBins bins) {
        this.binary = binary;
        this.examples = examples;
        this.loss = loss;
        this.absolute = absolute;
        this.bins = bins;
    }

    static Binning binning(boolean binary) {
        return binary ? OF_PROBABILITIES : OF_NUMBERS;
    }

    void add(double prediction, double target) {
        examples++;
        loss += loss(binary, prediction, target);
        absolute += Math.abs(prediction - target);
        bins.add(prediction, target);
    }

    void add(Sums other) {
        examples += other.examples;
        loss += other.loss;
        absolute += other.absolute;
        bins.add(other.bins);
    }

    /** Log loss of a probability, squared error of a number. */
    static double loss(boolean binary, double prediction, double target) {
        double error = prediction - target;
        return binary ? LogLoss.of(prediction, target) : error * error;
    }

    /** The losses brought to an order of 1, for the contest: of numbers in [−1, 1] the squared error is up to 4. */
    double scaledLoss() {
        return binary ? loss : loss / 4;
    }
}
