package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * How a score becomes a prediction. Under a loss for real targets it is one. The logistic loss makes it log-odds. The
 * hinge loss makes it a margin, which is no probability until it is calibrated ({@link PlattScaling}).
 *
 * @param loss what the score was learned with
 */
record LinkFunction(LossFunction loss) {

    /** How many numbers it keeps. */
    int size() {
        return isCalibrated() ? PlattScaling.SIZE : 0;
    }

    /** Before any example; the numbers from {@code at} on are modified. */
    void initialize(double[] numbers, int offset) {
        if (isCalibrated()) {
            PlattScaling.initialize(numbers, offset);
        }
    }

    /** What a score says of the target. */
    Prediction predict(double score, Vec numbers, int offset) {
        if (!loss.isBinary()) {
            return new Prediction.Point(score);
        }
        double logOdds =
                isCalibrated() ? PlattScaling.logOdds(score, numbers.get(offset), numbers.get(offset + 1)) : score;
        return new Prediction.Probability(Sigmoid.at(logOdds));
    }

    /** Learns from a score that was given before its target was learned; the numbers from {@code at} on are modified. */
    void learn(double[] numbers, int offset, ScoredExample scored) {
        if (isCalibrated()) {
            PlattScaling.learn(numbers, offset, scored);
        }
    }

    /** The parameters with those of the calibration, if there is one. */
    LearnedParameters parameters(LearnedParameters others, double[] numbers, int offset) {
        return isCalibrated() ? others.and("calibration", numbers[offset], numbers[offset + 1]) : others;
    }

    /** Whether the numbers from {@code at} on could be its own. */
    boolean isPlausible(double[] numbers, int offset) {
        return !isCalibrated() || PlattScaling.isPlausible(numbers, offset);
    }

    private boolean isCalibrated() {
        return loss instanceof LossFunction.Hinge;
    }
}
