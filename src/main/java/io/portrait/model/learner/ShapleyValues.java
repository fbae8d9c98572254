package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Exact Shapley values over all subsets S of n players (L. S. Shapley, "A value for n-person games", 1953; for
 * explaining models: S. Lundberg, S.-I. Lee, "A unified approach to interpreting model predictions", NIPS 2017):
 *
 * <pre>
 *   φ(g) = Σ over S without g of  |S|! (n − |S| − 1)! / n!  ·  (v(S ∪ {g}) − v(S))
 *   v(∅) + Σ φ(g) = v(all)
 * </pre>
 */
public final class ShapleyValues {

    private static final int MAX_PLAYERS = 12;

    private ShapleyValues() {}

    /**
     * The value φ of each player, O(n 2ⁿ) after 2ⁿ evaluations.
     *
     * @param players n, at most {@value #MAX_PLAYERS}
     * @param value v(S); bit g of the argument is set if player g is in S
     * @throws IllegalArgumentException if there are too many players
     */
    public static Vec compute(int players, IntToDoubleFunction value) {
        if (players > MAX_PLAYERS) {
            throw new IllegalArgumentException("players must be at most %d, are %d".formatted(MAX_PLAYERS, players));
        }
        double[] values = IntStream.range(0, 1 << players).mapToDouble(value).toArray();
        return Vec.adopt(IntStream.range(0, players)
                .mapToDouble(player -> valueOf(player, players, values))
                .toArray());
    }

    private static double valueOf(int player, int players, double[] values) {
        double sum = 0;
        for (int subset = 0; subset < values.length; subset++) {
            if ((subset & 1 << player) == 0) {
                double weight = factorial(Integer.bitCount(subset))
                        * factorial(players - Integer.bitCount(subset) - 1)
                        / factorial(players);
                sum += weight * (values[subset | 1 << player] - values[subset]);
            }
        }
        return sum;
    }

    private static double factorial(int n) {
        return IntStream.rangeClosed(2, n).asDoubleStream().reduce(1, (a, b) -> a * b);
    }
}
