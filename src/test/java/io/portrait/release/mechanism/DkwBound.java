package io.portrait.release.mechanism;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/**
 * The Dvoretzky–Kiefer–Wolfowitz bound on sup|F_n − F| with Massart's constant, as a test of the distribution of a
 * sampler. It holds for integer distributions as well. A correct sampler fails with probability below {@link
 * #FALSE_ALARM}.
 */
final class DkwBound {

    static final int SAMPLES = 1_000_000;
    static final double FALSE_ALARM = 1e-9;

    /** √(ln(2/a)/2N) = 0.00327 */
    static final double THRESHOLD = Math.sqrt(Math.log(2 / FALSE_ALARM) / (2.0 * SAMPLES));

    private DkwBound() {}

    /**
     * sup|F_n − F| over the integers.
     *
     * @param sample modified: sorted
     */
    static double distance(long[] sample, LongToDoubleFunction cdf) {
        Arrays.sort(sample);
        double n = sample.length;
        double worst = 0;
        int next;
        for (int i = 0; i < sample.length; i = next) {
            next = i + 1;
            while (next < sample.length && sample[next] == sample[i]) {
                next++;
            }
            double before = Math.abs(i / n - cdf.applyAsDouble(sample[i] - 1));
            double at = Math.abs(next / n - cdf.applyAsDouble(sample[i]));
            worst = Math.max(worst, Math.max(before, at));
        }
        return worst;
    }

    /** P(Z ≤ z) of the discrete Laplace: αˡᶻˡ/(1 + α) below 0, else 1 − αᶻ⁺¹/(1 + α), with α = exp(−1/t). */
    static LongToDoubleFunction laplaceCdf(long t) {
        double scale = t;
        double denominator = 1 + Math.exp(-1 / scale);
        return z -> z < 0 ? Math.exp(z / scale) / denominator : 1 - Math.exp(-(z + 1) / scale) / denominator;
    }
}
