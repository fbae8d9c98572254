package io.portrait.load;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The counters and latency histograms (microseconds) of a load run. */
final class LoadMetrics {

    private static final long MAX_MICROS = 120_000_000;
    private static final int SIGNIFICANT_DIGITS = 3;

    final LongAdder accepted = new LongAdder();
    final LongAdder requests = new LongAdder();
    final LongAdder throttled = new LongAdder();
    final LongAdder failed = new LongAdder();
    final Histogram posts = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    final Histogram reads = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    final Histogram recommendations = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    final Histogram rankings = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    final Histogram recommendationFreshness = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    final Histogram freshness = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);

    static void record(Histogram histogram, long startNanos) {
        histogram.recordValue(Math.min(MAX_MICROS, (System.nanoTime() - startNanos) / 1_000));
    }

    void reset() {
        accepted.reset();
        requests.reset();
        throttled.reset();
        failed.reset();
        posts.reset();
        reads.reset();
        recommendations.reset();
        rankings.reset();
        freshness.reset();
        recommendationFreshness.reset();
    }
}
