package io.portrait.evaluation.metric;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Sorting of indices by score. */
final class ArgSort {

    private ArgSort() {}

    /** The indices 0 to count − 1 by descending score; equal scores keep their order. */
    static int[] descending(double[] scores, int count) {
        return IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> scores[i]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
