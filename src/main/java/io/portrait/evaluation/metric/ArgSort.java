package io.portrait.evaluation.metric;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Orders by score. */
final class ArgSort {

    private ArgSort() {}

    /** The indices of the first scores, the highest first, equal ones in their order. */
    static int[] descending(double[] scores, int count) {
        return IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> scores[i]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
