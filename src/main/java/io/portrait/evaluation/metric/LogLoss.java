package io.portrait.evaluation.metric;

/** −log of the probability that was given to what happened. */
public final class LogLoss {

    /** A probability nearer to 0 or 1 counts as this far away: one sure mistake costs 34.5, not infinity. */
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
