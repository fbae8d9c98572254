package io.portrait.feature;

import io.portrait.kernel.Vec;
import java.util.List;

/**
 * The features of {@link RiskFeatures} cut into bins, and chosen pairs of them: one-hot, hashed into {@value #SIZE} places
 * (Weinberger et al., ICML 2009). A linear learner on these has a weight for each bin and each pair of bins, and so
 * learns what depends on a feature in any way. Pure.
 */
public final class RiskCrosses {

    /** How many places there are. */
    public static final int SIZE = 1_024;

    private static final int BINS_PER_UNIT = 6;

    /** Amount or outlier against terminal risk; outlier against amount; the run's age against its rate. */
    private static final List<Pair> PAIRS = List.of(
            new Pair("amount", "terminal-rate-7"),
            new Pair("z", "amount"),
            new Pair("run-age", "terminal-rate-7"),
            new Pair("run-rate", "terminal-rate-7"),
            new Pair("card-outlier-days", "z"),
            new Pair("z", "terminal-rate-30"),
            new Pair("week-ratio", "z"),
            new Pair("amount-high", "z"),
            new Pair("run-rate", "amount"),
            new Pair("terminal-rate-1", "run-rate"),
            new Pair("run-age", "run-rate"),
            new Pair("card-outlier-days", "week-ratio"),
            new Pair("run-days", "terminal-rate-7"));

    private record Pair(int first, int second) {

        Pair(String first, String second) {
            this(RiskFeatures.names().indexOf(first), RiskFeatures.names().indexOf(second));
        }
    }

    private RiskCrosses() {}

    /**
     * The bins and pairs that hold.
     *
     * @param x {@link RiskFeatures#SIZE} features
     * @return {@value #SIZE} numbers: how many of them share the place
     */
    public static Vec of(Vec x) {
        double[] hot = new double[SIZE];
        for (int i = 0; i < x.size(); i++) {
            hot[place(i, bin(x.get(i)), 0)]++;
        }
        for (int i = 0; i < PAIRS.size(); i++) {
            Pair pair = PAIRS.get(i);
            hot[place(x.size() + i, bin(x.get(pair.first())), bin(x.get(pair.second())))]++;
        }
        return Vec.adopt(hot);
    }

    private static int bin(double value) {
        return (int) Math.floor(Math.clamp(value, -1.5, 3) * BINS_PER_UNIT);
    }

    private static int place(int what, int firstBin, int secondBin) {
        int hash = ((what * 101 + firstBin) * 101 + secondBin) * 0x9E3779B1;
        hash = (hash ^ (hash >>> 15)) * 0x85EBCA6B;
        return (hash >>> 13) & (SIZE - 1);
    }
}
