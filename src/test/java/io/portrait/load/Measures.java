package io.portrait.load;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What is counted while the load runs; latencies in microseconds. */
final class Measures {

    private static final long LONGEST_MICROS = 120_000_000;
    private static final int DIGITS = 3;

    final LongAdder accepted = new LongAdder();
    final LongAdder requests = new LongAdder();
    final LongAdder pushedBack = new LongAdder();
    final LongAdder failed = new LongAdder();
    final Histogram posts = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    final Histogram reads = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    final Histogram recommendations = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    final Histogram rankings = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    final Histogram freshness = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);

    static void record(Histogram histogram, long startNanos) {
        histogram.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - startNanos) / 1_000));
    }

    void reset() {
        accepted.reset();
        requests.reset();
        pushedBack.reset();
        failed.reset();
        posts.reset();
        reads.reset();
        recommendations.reset();
        rankings.reset();
        freshness.reset();
    }
}
