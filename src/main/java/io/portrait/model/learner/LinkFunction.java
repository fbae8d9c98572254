package io.portrait.model.learner;

import io.portrait.kernel.Vec;

/**
 * Inverse link function: the map from a score to a prediction. With a loss for real targets the score is the
 * prediction. With the logistic loss it is the log-odds. With the hinge loss it is a margin, from which
 * {@link PlattScaling} makes a probability.
 *
 * @param loss the loss with which the score was learned
 */
record LinkFunction(LossFunction loss) {

    /** The number of numbers in the state that belong to the link function. */
    int size() {
        return isCalibrated() ? PlattScaling.SIZE : 0;
    }

    /** Sets the numbers before any example; those from {@code offset} on are modified. */
    void initialize(double[] numbers, int offset) {
        if (isCalibrated()) {
            PlattScaling.initialize(numbers, offset);
        }
    }

    /** The prediction for a score. */
    Prediction predict(double score, Vec numbers, int offset) {
        if (!loss.isBinary()) {
            return new Prediction.Point(score);
        }
        double logOdds =
                isCalibrated() ? PlattScaling.logOdds(score, numbers.get(offset), numbers.get(offset + 1)) : score;
        return new Prediction.Probability(Sigmoid.at(logOdds));
    }

    /** Learns from a score computed before its target was learned; the numbers from {@code offset} on are modified. */
    void learn(double[] numbers, int offset, ScoredExample scored) {
        if (isCalibrated()) {
            PlattScaling.learn(numbers, offset, scored);
        }
    }

    /** The parameters with those of the calibration, if there is one. */
    LearnedParameters parameters(LearnedParameters others, double[] numbers, int offset) {
        return isCalibrated() ? others.and("calibration", numbers[offset], numbers[offset + 1]) : others;
    }

    /** A check whether the numbers from {@code offset} on can belong to this link function. */
    boolean isPlausible(double[] numbers, int offset) {
        return !isCalibrated() || PlattScaling.isPlausible(numbers, offset);
    }

    private boolean isCalibrated() {
        return loss instanceof LossFunction.Hinge;
    }
}
