package io.portrait.model.learner;

/**
 * Mode of the posterior of the log-odds z under the prior N(m, s) and one observed target y of weight ω, for the
 * Laplace approximation. It is the root of
 *
 * <pre>
 *   φ(z) = z − m + s ω (σ(z) − y)
 * </pre>
 *
 * which rises everywhere, from below 0 at m − sω(1 − y) to above 0 at m + sωy. It is found by Newton's method within
 * these bounds, which narrow at each step. A Newton step that would leave the bounds, or that is not half as long as
 * the step before, is replaced by a bisection.
 *
 * @param gradient ω(y − σ(ẑ)), the gradient of the log-likelihood at the mode, which moves the weights
 * @param curvature ω σ(ẑ)(1 − σ(ẑ)), the precision that the example adds; above 0
 */
record LaplaceMode(double gradient, double curvature) {

    /** Bisection alone narrows an interval of 10³⁰ to the last digit in 200 steps; three to six steps are usual. */
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
