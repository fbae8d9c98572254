package io.portrait.model.learner;

/**
 * The mode of the log-odds z under the prior N(m, s) and one observed target y of weight ω, that is, the root of
 *
 * <pre>
 *   φ(z) = z − m + s ω (σ(z) − y)
 * </pre>
 *
 * which rises everywhere, from below 0 at m − sω(1 − y) to above it at m + sωy. Newton's method within these bounds, which
 * close in; where it would leave them, or go back and forth without halving its steps, they are halved.
 *
 * @param gradient ω(y − σ(ẑ)), what moves the weights
 * @param curvature ω σ(ẑ)(1 − σ(ẑ)), what the example adds to the precision; above 0
 */
record LaplaceMode(double gradient, double curvature) {

    /** Halving alone narrows 10³⁰ to the last digit in so many steps; three to six are usual. */
    private static final int MAX_STEPS = 200;

    private static final double PRECISION = 1e-14;

    static LaplaceMode of(ScoredExample scored, double variance) {
        double y = LossFunction.Logistic.share(scored.target());
        double reach = variance * scored.weight();
        double low = scored.score() - reach * (1 - y);
        double high = scored.score() + reach * y;
        double z = Math.clamp(scored.score(), low, high);
        double stepLength = high - low;
        for (int i = 0; i < MAX_STEPS; i++) {
            double p = Sigmoid.at(z);
            double residual = z - scored.score() + reach * (p - y);
            low = residual < 0 ? z : low;
            high = residual < 0 ? high : z;
            double newton = z - residual / (1 + reach * p * (1 - p));
            boolean isAccepted = newton >= low && newton <= high && Math.abs(newton - z) <= stepLength / 2;
            double next = isAccepted ? newton : low + (high - low) / 2;
            stepLength = Math.abs(next - z);
            if (stepLength <= PRECISION * Math.max(1, Math.abs(z))) {
                break;
            }
            z = next;
        }
        double p = Sigmoid.at(z);
        return new LaplaceMode(scored.weight() * (y - p), scored.weight() * p * (1 - p));
    }
}
