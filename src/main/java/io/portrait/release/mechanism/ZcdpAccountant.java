package io.portrait.release.mechanism;

/**
 * The privacy accountant for ρ-zCDP (Bun and Steinke, arXiv 1605.02065). The ρ of several releases are added, and only
 * the sum is converted to ε and δ; this gives a much smaller ε than adding the ε of the releases.
 */
final class ZcdpAccountant {

    private static final int SEARCH_STEPS = 100;

    // the search range of ln(α − 1)
    private static final double MIN_LOG_ORDER = -14;
    private static final double MAX_LOG_ORDER = 12;

    private ZcdpAccountant() {}

    /**
     * The δ that ρ-zCDP implies for an ε: inf over α > 1 of exp((α − 1)(αρ − ε))/(α − 1) · (1 − 1/α)^α (Canonne, Kamath
     * and Steinke, arXiv 2004.00010, corollary 13). Each α gives a valid δ, so an imprecise search only
     * gives a larger δ.
     */
    static double delta(double rho, double epsilon) {
        double low = MIN_LOG_ORDER;
        double high = MAX_LOG_ORDER;
        for (int i = 0; i < SEARCH_STEPS; i++) {
            double left = low + (high - low) / 3;
            double right = high - (high - low) / 3;
            if (logDelta(rho, epsilon, left) < logDelta(rho, epsilon, right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return StrictMath.exp(logDelta(rho, epsilon, low));
    }

    private static double logDelta(double rho, double epsilon, double logOrder) {
        double orderMinusOne = StrictMath.exp(logOrder); // α − 1
        double alpha = 1 + orderMinusOne;
        return orderMinusOne * (alpha * rho - epsilon) - logOrder + alpha * (logOrder - StrictMath.log(alpha));
    }

    /**
     * The largest ρ that implies (ε, δ).
     *
     * @param epsilon over 0
     * @param delta over 0, below 1
     */
    static double rho(double epsilon, double delta) {
        double low = 0;
        double high = epsilon;
        for (int i = 0; i < SEARCH_STEPS; i++) {
            double middle = (low + high) / 2;
            if (delta(middle, epsilon) <= delta) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
