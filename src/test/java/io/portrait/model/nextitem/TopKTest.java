package io.portrait.model.nextitem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comparison with sorting, with many equal scores. */
class TopKTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 100, 499, 500, 1_000})
    void returnsTheSameIndexesAsSorting(int limit) {
        SplittableRandom random = new SplittableRandom(limit);
        for (int run = 0; run < 50; run++) {
            double[] scores = IntStream.range(0, 500)
                    .mapToDouble(i -> random.nextInt(60) / 10.0)
                    .toArray();
            int[] expected = IntStream.range(0, scores.length)
                    .filter(index -> scores[index] > 0 && index % 3 != 0)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer index) -> -scores[index])
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(limit)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(new TopK(scores, index -> index % 3 != 0, limit).indexes())
                    .isEqualTo(expected);
            int[] members = IntStream.range(0, scores.length)
                    .filter(index -> index % 3 != 0 && TopK.isInTopK(index, scores, other -> other % 3 != 0, limit))
                    .toArray();
            assertThat(members).isEqualTo(IntStream.of(expected).sorted().toArray());
        }
    }
}
