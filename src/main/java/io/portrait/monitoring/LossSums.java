package io.portrait.monitoring;

import io.portrait.evaluation.metric.Binning;
import io.portrait.evaluation.metric.LogLoss;
import io.portrait.evaluation.metric.ScoreHistogram;

/** The sums of losses over predictions of one model. The sum of two is that of all their predictions. Mutable. */
final class LossSums {

    private static final int BINS = 32;

    /** Numeric targets are engagements, which are in [−1, 1]. */
    private static final Binning REGRESSION_BINNING = new Binning.UniformBinning(BINS, -1, 1);

    private static final Binning PROBABILITY_BINNING = new Binning.LogOddsBinning(BINS);

    long examples;
    double loss;
    double absoluteError;
    final ScoreHistogram bins;

    private final boolean binary;

    LossSums(boolean binary) {
        this(binary, 0, 0, 0, new ScoreHistogram(binning(binary)));
    }

    LossSums(boolean binary, long examples, double loss, double absoluteError, ScoreHistogram bins) {
        this.binary = binary;
        this.examples = examples;
        this.loss = loss;
        this.absoluteError = absoluteError;
        this.bins = bins;
    }

    static Binning binning(boolean binary) {
        return binary ? PROBABILITY_BINNING : REGRESSION_BINNING;
    }

    void add(double prediction, double target) {
        examples++;
        loss += loss(binary, prediction, target);
        absoluteError += Math.abs(prediction - target);
        bins.add(prediction, target);
    }

    void add(LossSums other) {
        examples += other.examples;
        loss += other.loss;
        absoluteError += other.absoluteError;
        bins.add(other.bins);
    }

    /** The loss of one prediction: log loss of a probability, squared error of a number. */
    static double loss(boolean binary, double prediction, double target) {
        double error = prediction - target;
        return binary ? LogLoss.of(prediction, target) : error * error;
    }

    /**
     * The sum of losses scaled to the order of 1, for the champion selection: the squared error in [−1, 1] is at most
     * 4.
     */
    double scaledLoss() {
        return binary ? loss : loss / 4;
    }
}
