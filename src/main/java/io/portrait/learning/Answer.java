package io.portrait.learning;

import io.portrait.kernel.Vec;

/**
 * How a score becomes a prediction. Under a loss for real targets it is one. The logistic loss makes it log-odds. The
 * hinge loss makes it a margin, which is no probability until it is calibrated ({@link Calibration}).
 *
 * @param loss what the score was learned with
 */
record Answer(LossFunction loss) {

    /** How many numbers it keeps. */
    int size() {
        return isCalibrated() ? Calibration.SIZE : 0;
    }

    /** Before any example; the numbers from {@code at} on are modified. */
    void start(double[] numbers, int at) {
        if (isCalibrated()) {
            Calibration.start(numbers, at);
        }
    }

    /** What a score says of the target. */
    Prediction of(double score, Vec numbers, int at) {
        if (!loss.isBinary()) {
            return new Prediction.Point(score);
        }
        double logOdds = isCalibrated() ? Calibration.logOdds(score, numbers.get(at), numbers.get(at + 1)) : score;
        return new Prediction.Probability(Sigmoid.at(logOdds));
    }

    /** Learns from a score that was given before its target was learned; the numbers from {@code at} on are modified. */
    void learn(double[] numbers, int at, Observed observed) {
        if (isCalibrated()) {
            Calibration.learn(numbers, at, observed);
        }
    }

    /** The parameters with those of the calibration, if there is one. */
    Parameters parameters(Parameters others, double[] numbers, int at) {
        return isCalibrated() ? others.and("calibration", numbers[at], numbers[at + 1]) : others;
    }

    /** Whether the numbers from {@code at} on could be its own. */
    boolean isPlausible(double[] numbers, int at) {
        return !isCalibrated() || Calibration.isPlausible(numbers, at);
    }

    private boolean isCalibrated() {
        return loss instanceof LossFunction.Hinge;
    }
}
