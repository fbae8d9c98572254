package io.portrait.model.fraud;

import io.portrait.kernel.Vec;
import java.util.List;

/**
 * Feature crosses: the {@link RiskFeatures} and some pairs of them, discretized into bins and one-hot encoded by
 * feature hashing into {@value #SIZE} buckets (K. Weinberger et al., "Feature hashing for large scale multitask
 * learning", ICML 2009). A linear learner on them has a weight for each bin and each pair of bins, so it can learn
 * effects that are not linear in a feature. Pure.
 */
public final class RiskFeatureCrosses {

    /** The number of buckets. */
    public static final int SIZE = 1_024;

    private static final int BINS_PER_UNIT = 6;

    /** Pairs of amount or outlier with terminal risk, of outlier with amount, and of the age of a run with its rate. */
    private static final List<FeaturePair> PAIRS = List.of(
            new FeaturePair("amount", "terminal-rate-7"),
            new FeaturePair("z", "amount"),
            new FeaturePair("run-age", "terminal-rate-7"),
            new FeaturePair("run-rate", "terminal-rate-7"),
            new FeaturePair("card-outlier-days", "z"),
            new FeaturePair("z", "terminal-rate-30"),
            new FeaturePair("week-ratio", "z"),
            new FeaturePair("amount-high", "z"),
            new FeaturePair("run-rate", "amount"),
            new FeaturePair("terminal-rate-1", "run-rate"),
            new FeaturePair("run-age", "run-rate"),
            new FeaturePair("card-outlier-days", "week-ratio"),
            new FeaturePair("run-days", "terminal-rate-7"));

    private record FeaturePair(int first, int second) {

        FeaturePair(String first, String second) {
            this(RiskFeatures.names().indexOf(first), RiskFeatures.names().indexOf(second));
        }
    }

    private RiskFeatureCrosses() {}

    /**
     * The crosses of a payment, O(SIZE).
     *
     * @param x {@link RiskFeatures#SIZE} features
     * @return {@value #SIZE} numbers: how many of the payment's bins and pairs of bins are hashed into each bucket
     */
    public static Vec of(Vec x) {
        double[] bucketCounts = new double[SIZE];
        for (int i = 0; i < x.size(); i++) {
            bucketCounts[bucket(i, bin(x.get(i)), 0)]++;
        }
        for (int i = 0; i < PAIRS.size(); i++) {
            FeaturePair pair = PAIRS.get(i);
            bucketCounts[bucket(x.size() + i, bin(x.get(pair.first())), bin(x.get(pair.second())))]++;
        }
        return Vec.adopt(bucketCounts);
    }

    private static int bin(double value) {
        return (int) Math.floor(Math.clamp(value, -1.5, 3) * BINS_PER_UNIT);
    }

    private static int bucket(int crossIndex, int firstBin, int secondBin) {
        int hash = ((crossIndex * 101 + firstBin) * 101 + secondBin) * 0x9E3779B1;
        hash = (hash ^ (hash >>> 15)) * 0x85EBCA6B;
        return (hash >>> 13) & (SIZE - 1);
    }
}
