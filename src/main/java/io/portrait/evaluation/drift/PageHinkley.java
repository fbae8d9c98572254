package io.portrait.evaluation.drift;

import io.portrait.kernel.Checks;

/**
 * The Page–Hinkley test for a rise of the mean: alarm when the sum of how far losses lie above their mean so far, less a
 * tolerance, has risen by λ above its least value. O(1) in time and memory. (E. S. Page, "Continuous inspection schemes",
 * Biometrika 41, 1954; D. V. Hinkley, Biometrika 58, 1971; in this form J. Gama et al., ACM Computing Surveys 46, 2014.)
 *
 * <pre>
 *   m ← m + (x − x̄ − δ),   M ← min(M, m),   alarm if m − M > λ
 * </pre>
 */
public final class PageHinkley implements DriftDetector {

    /** Before so many losses their mean says too little. */
    private static final int GRACE = 30;

    private final double tolerance;
    private final double threshold;
    private long count;
    private double mean;
    private double sum;
    private double least;

    /**
     * A test.
     *
     * @param tolerance δ in [0, 1]: rises up to it are none
     * @param threshold λ in (0, 10⁶]: larger gives fewer false alarms and later true ones
     */
    public PageHinkley(double tolerance, double threshold) {
        this.tolerance = Checks.requireWithin("tolerance", tolerance, 0, 1);
        this.threshold = Checks.requireWithin("threshold", threshold, Double.MIN_VALUE, 1e6);
    }

    @Override
    public MeanChange add(double loss) {
        double x = Math.clamp(loss, 0, 1);
        count++;
        mean += (x - mean) / count;
        sum += x - mean - tolerance;
        least = Math.min(least, sum);
        if (count < GRACE || sum - least <= threshold) {
            return MeanChange.NONE;
        }
        count = 0;
        mean = 0;
        sum = 0;
        least = 0;
        return MeanChange.RISE;
    }
}
