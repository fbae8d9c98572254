package io.portrait.release.mechanism;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A statistical lower bound on the true ε, computed from two samples of the attacker's scores: with and without the
 * event. The threshold is selected on one half of each sample and evaluated on the other half, so the selection
 * introduces no bias. The bound exceeds the true ε with probability below {@link #FALSE_ALARM}.
 */
public final class EpsilonAudit {

    public static final double FALSE_ALARM = 1e-9;

    private static final int CANDIDATES = 50;

    private EpsilonAudit() {}

    /**
     * ε̂ = ln(CP_lo(k₁, m; a/2) / CP_hi(k₀, m; a/2)), with k of m scores at or above the threshold.
     *
     * @param with scores of independent trials with the event; in random order
     * @param without as many scores of trials without it
     */
    public static double epsilonAtLeast(double[] with, double[] without) {
        return epsilonAtLeast(with, without, 0);
    }

    /**
     * The bound for a guarantee with δ: ε̂ = ln((CP_lo(k₁) − δ) / CP_hi(k₀)).
     *
     * @param delta δ of the guarantee
     */
    public static double epsilonAtLeast(double[] with, double[] without, double delta) {
        int half = with.length / 2;
        double[] searchWith = Arrays.copyOf(with, half);
        double[] searchWithout = Arrays.copyOf(without, half);
        double threshold = bestThreshold(searchWith, searchWithout, delta);
        return bound(
                Arrays.copyOfRange(with, half, 2 * half),
                Arrays.copyOfRange(without, half, 2 * half),
                threshold,
                delta);
    }

    private static double bestThreshold(double[] with, double[] without, double delta) {
        double[] pooled = DoubleStream.concat(Arrays.stream(with), Arrays.stream(without))
                .sorted()
                .toArray();
        double best = 0;
        double bestBound = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CANDIDATES; i++) {
            double threshold = pooled[(int) ((long) i * pooled.length / CANDIDATES)];
            double bound = bound(with, without, threshold, delta);
            if (bound > bestBound) {
                bestBound = bound;
                best = threshold;
            }
        }
        return best;
    }

    private static double bound(double[] with, double[] without, double threshold, double delta) {
        double lowest = clopperPearsonLow(atLeast(threshold, with), with.length, FALSE_ALARM / 2);
        double highest = clopperPearsonHigh(atLeast(threshold, without), without.length, FALSE_ALARM / 2);
        return Math.log(Math.max(0, lowest - delta) / highest);
    }

    private static int atLeast(double threshold, double[] scores) {
        return (int) Arrays.stream(scores).filter(score -> score >= threshold).count();
    }

    /** The p at which k or more successes among m have probability a; the true p is below it with probability a. */
    static double clopperPearsonLow(int k, int m, double a) {
        double low = 0;
        double high = (double) k / m;
        double logChoose = IntStream.rangeClosed(1, k)
                .mapToDouble(i -> Math.log((m - k + i) / (double) i))
                .sum();
        for (int i = 0; i < 60 && k > 0; i++) {
            double p = (low + high) / 2;
            if (upperTail(k, m, p, logChoose) < a) {
                low = p;
            } else {
                high = p;
            }
        }
        return low;
    }

    static double clopperPearsonHigh(int k, int m, double a) {
        return 1 - clopperPearsonLow(m - k, m, a);
    }

    /** P(X ≥ k) for p ≤ k/m, where the terms decrease. */
    private static double upperTail(int k, int m, double p, double logChoose) {
        double term = Math.exp(logChoose + k * Math.log(p) + (m - k) * Math.log1p(-p));
        double sum = 0;
        for (int j = k; j <= m && term > sum * 1e-16; j++) {
            sum += term;
            term *= (m - j) / (j + 1.0) * p / (1 - p);
        }
        return sum;
    }
}
