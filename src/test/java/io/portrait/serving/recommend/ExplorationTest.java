package io.portrait.serving.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.model.nextitem.MixturePosterior;
import io.portrait.serving.recommend.Exploration.Pick;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplorationTest {

    private static final double EPSILON = 0.2;
    private static final int ROUNDS = 20_000;

    /** Two experts with equal weights disagree about the first two items; both give the third one a low probability. */
    private static MixturePosterior posterior(double concentration) {
        return new MixturePosterior(
                Vec.of(0.5, 0.5), concentration, List.of(Vec.of(0.5, 0.2), Vec.of(0.2, 0.48), Vec.of(0.01, 0.01)));
    }

    private static double[] frequencies(MixturePosterior posterior) {
        Random random = new Random(4);
        double[] counts = new double[3];
        IntStream.range(0, ROUNDS)
                .forEach(any ->
                        counts[Exploration.draw(posterior, EPSILON, random).index()]++);
        return IntStream.range(0, 3).mapToDouble(i -> counts[i] / ROUNDS).toArray();
    }

    /** With 20,000 rounds the standard deviation is at most 0.003. */
    @Test
    void onlyAnEpsilonIsExploredAndEveryItemHasAPositivePropensity() {
        double[] frequencies = frequencies(posterior(2));
        assertThat(frequencies[0]).isGreaterThan(1 - EPSILON);
        assertThat(frequencies[2]).isEqualTo(EPSILON / 2 / 3, within(0.01));
    }

    @Test
    void aWiderPosteriorExploresMore() {
        assertThat(frequencies(posterior(2))[1]).isGreaterThan(frequencies(posterior(100_000))[1] + 0.01);
    }

    /** Estimates from the log are unbiased: E[1 / propensity of the drawn item] is 1 for each item. */
    @Test
    void thePropensityIsTheProbabilityOfTheDraw() {
        Random random = new Random(8);
        double[] sums = new double[3];
        for (int i = 0; i < ROUNDS; i++) {
            Pick pick = Exploration.draw(posterior(2), EPSILON, random);
            sums[pick.index()] += 1 / pick.propensity();
        }
        for (double sum : sums) {
            assertThat(sum / ROUNDS).isEqualTo(1, within(0.15));
        }
    }

    @Test
    void anEpsilonOfZeroAlwaysTakesTheFirst() {
        assertThat(Exploration.draw(posterior(2), 0, new Random(1))).isEqualTo(new Pick(0, List.of(1.0, 0.0, 0.0)));
    }

    /** Gamma(k) has mean k and variance k; 100,000 draws leave deviations of 1 % of √k and of k. */
    @Test
    void gammasHaveTheirMeanAndVariance() {
        for (double shape : new double[] {0.3, 1, 7}) {
            Random random = new Random(2);
            double[] draws = IntStream.range(0, 100_000)
                    .mapToDouble(any -> Exploration.gamma(shape, random))
                    .toArray();
            double mean =
                    IntStream.range(0, draws.length).mapToDouble(i -> draws[i]).sum() / draws.length;
            double variance = IntStream.range(0, draws.length)
                            .mapToDouble(i -> (draws[i] - mean) * (draws[i] - mean))
                            .sum()
                    / draws.length;
            assertThat(mean).isEqualTo(shape, within(0.05 * Math.max(1, shape)));
            assertThat(variance).isEqualTo(shape, within(0.1 * Math.max(1, shape)));
        }
    }
}
