package io.portrait.release.mechanism;

import java.util.Arrays;

/**
 * A statistical lower bound on the μ of a Gaussian mechanism (J. Dong, A. Roth, W. Su, arXiv 1905.02383), computed from
 * the attacker's scores with and without a person: μ̂ = Φ⁻¹(CP_lo(power)) − Φ⁻¹(CP_hi(false positives)) (M. Nasr et al.,
 * arXiv 2302.07956). A mechanism of ρ-zCDP with Gaussian noise has μ = √(2ρ). The bound is tight, so it detects noise that
 * is too small by a factor of two, which a bound on ε at a small δ does not.
 */
final class GaussianAudit {

    private GaussianAudit() {}

    /** The bound at the median of the first halves; it exceeds the true μ with probability below 1e-9. */
    static double muAtLeast(double[] with, double[] without) {
        int half = with.length / 2;
        double[] pooled = new double[2 * half];
        System.arraycopy(with, 0, pooled, 0, half);
        System.arraycopy(without, 0, pooled, half, half);
        Arrays.sort(pooled);
        double threshold = pooled[half];
        double power = EpsilonAudit.clopperPearsonLow(above(threshold, with), half, EpsilonAudit.FALSE_ALARM / 2);
        double falsePositives =
                EpsilonAudit.clopperPearsonHigh(above(threshold, without), half, EpsilonAudit.FALSE_ALARM / 2);
        return quantile(power) - quantile(falsePositives);
    }

    private static int above(double threshold, double[] scores) {
        return (int) Arrays.stream(scores, scores.length / 2, scores.length)
                .filter(score -> score > threshold)
                .count();
    }

    /** Φ⁻¹ by bisection. */
    static double quantile(double probability) {
        double low = -9;
        double high = 9;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (cdf(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Φ (Abramowitz and Stegun 26.2.17, error below 7.5e-8). */
    private static double cdf(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double upper = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * polynomial;
        return x >= 0 ? 1 - upper : upper;
    }
}
