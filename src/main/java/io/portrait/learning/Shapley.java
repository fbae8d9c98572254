package io.portrait.learning;

import io.portrait.kernel.Vec;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Shapley's values (L. S. Shapley, 1953; for models: S. Lundberg, S.-I. Lee, NIPS 2017), exact, over all subsets S of n
 * players:
 *
 * <pre>
 *   φ(g) = Σ over S without g of  |S|! (n − |S| − 1)! / n!  ·  (v(S ∪ {g}) − v(S))
 *   v(∅) + Σ φ(g) = v(all)
 * </pre>
 */
public final class Shapley {

    private static final int MOST = 12;

    private Shapley() {}

    /**
     * The share of each player, O(n 2ⁿ) after 2ⁿ values.
     *
     * @param players how many, at most {@value #MOST}
     * @param value of a subset, whose bits say who is in it
     */
    public static Vec shares(int players, IntToDoubleFunction value) {
        if (players > MOST) {
            throw new IllegalArgumentException("at most %d players, not %d".formatted(MOST, players));
        }
        double[] values = IntStream.range(0, 1 << players).mapToDouble(value).toArray();
        return Vec.adopt(IntStream.range(0, players)
                .mapToDouble(player -> share(player, players, values))
                .toArray());
    }

    private static double share(int player, int players, double[] values) {
        double share = 0;
        for (int subset = 0; subset < values.length; subset++) {
            if ((subset & 1 << player) == 0) {
                double weight = factorial(Integer.bitCount(subset))
                        * factorial(players - Integer.bitCount(subset) - 1)
                        / factorial(players);
                share += weight * (values[subset | 1 << player] - values[subset]);
            }
        }
        return share;
    }

    private static double factorial(int n) {
        return IntStream.rangeClosed(2, n).asDoubleStream().reduce(1, (a, b) -> a * b);
    }
}
