package io.portrait.nextitem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against sorting them all, with many equal scores. */
class BestTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 100, 499, 500, 1_000})
    void areThoseThatSortingFinds(int limit) {
        SplittableRandom random = new SplittableRandom(limit);
        for (int run = 0; run < 50; run++) {
            double[] scores = IntStream.range(0, 500)
                    .mapToDouble(i -> random.nextInt(60) / 10.0)
                    .toArray();
            int[] expected = IntStream.range(0, scores.length)
                    .filter(place -> scores[place] > 0 && place % 3 != 0)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer place) -> -scores[place])
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(limit)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(new Best(scores, place -> place % 3 != 0, limit).places())
                    .isEqualTo(expected);
            int[] had = IntStream.range(0, scores.length)
                    .filter(place -> place % 3 != 0 && Best.has(place, scores, other -> other % 3 != 0, limit))
                    .toArray();
            assertThat(had).isEqualTo(IntStream.of(expected).sorted().toArray());
        }
    }
}
