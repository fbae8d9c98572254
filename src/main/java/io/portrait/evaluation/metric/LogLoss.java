package io.portrait.evaluation.metric;

/** The logarithmic loss: −log of the predicted probability of the outcome. */
public final class LogLoss {

    /** The smallest distance of a probability from 0 and 1; it bounds the loss by 34.5. */
    private static final double MIN_PROBABILITY = 1e-15;

    private LogLoss() {}

    /**
     * The loss of one prediction, in nats, 0 to 34.5.
     *
     * @param probability of a 1
     * @param target 0 or 1, or a probability in between
     */
    public static double of(double probability, double target) {
        double p = Math.clamp(probability, MIN_PROBABILITY, 1 - MIN_PROBABILITY);
        return -(target * Math.log(p) + (1 - target) * Math.log1p(-p));
    }
}
