package io.portrait.learning;

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
 * @param pull ω(y − σ(ẑ)), what moves the weights
 * @param curvature ω σ(ẑ)(1 − σ(ẑ)), what the example adds to the precision; above 0
 */
record LogOddsMode(double pull, double curvature) {

    /** Halving alone narrows 10³⁰ to the last digit in so many steps; three to six are usual. */
    private static final int MOST_STEPS = 200;

    private static final double PRECISION = 1e-14;

    static LogOddsMode of(Observed observed, double variance) {
        double y = LossFunction.Logistic.share(observed.target());
        double reach = variance * observed.weight();
        double low = observed.score() - reach * (1 - y);
        double high = observed.score() + reach * y;
        double z = Math.clamp(observed.score(), low, high);
        double length = high - low;
        for (int i = 0; i < MOST_STEPS; i++) {
            double p = Sigmoid.at(z);
            double excess = z - observed.score() + reach * (p - y);
            low = excess < 0 ? z : low;
            high = excess < 0 ? high : z;
            double newton = z - excess / (1 + reach * p * (1 - p));
            boolean closesIn = newton >= low && newton <= high && Math.abs(newton - z) <= length / 2;
            double next = closesIn ? newton : low + (high - low) / 2;
            length = Math.abs(next - z);
            if (length <= PRECISION * Math.max(1, Math.abs(z))) {
                break;
            }
            z = next;
        }
        double p = Sigmoid.at(z);
        return new LogOddsMode(observed.weight() * (y - p), observed.weight() * p * (1 - p));
    }
}
