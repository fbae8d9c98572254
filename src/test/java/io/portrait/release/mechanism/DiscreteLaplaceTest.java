package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscreteLaplaceTest {

    private static final long UNIT = EventContribution.UNIT;

    /** False-alarm rate 1e-9 per scale. */
    @ParameterizedTest
    @ValueSource(longs = {100, UNIT, DiscreteLaplace.MAX_SCALE})
    void followsTheDistributionOfItsScale(long scale) {
        assertThat(distanceToDistribution(scale, new DiscreteLaplace(scale), 2)).isLessThan(DkwBound.THRESHOLD);
    }

    /** The mutants of the test above; their true distance is 0.0055, with a sampling error of 0.0005. */
    @ParameterizedTest
    @CsvSource({"100, 97", "65536, 67502"})
    void detectsAScaleThreePercentOff(long claimed, long real) {
        assertThat(distanceToDistribution(claimed, new DiscreteLaplace(real), 3))
                .isGreaterThan(DkwBound.THRESHOLD);
    }

    /** Chi-square over −6 … 6 and both tails, 14 degrees of freedom; false-alarm rate 1e-9 at 71.57. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void hasTheExactProbabilitiesAtSmallScales(long scale) {
        DiscreteLaplace law = new DiscreteLaplace(scale);
        AesCtrRandom random = TestRandomness.bits(4);
        assertThat(chiSquare(() -> law.draw(random), scale)).isLessThan(71.573);
    }

    /** The mutant of the test above: a magnitude with a random sign gives 0 twice as often. */
    @Test
    void detectsADoubleCountedZero() {
        AesCtrRandom random = TestRandomness.bits(5);
        assertThat(chiSquare(() -> headsInARow(3, random) * (random.nextBoolean() ? 1 : -1), 3))
                .isGreaterThan(71.573);
    }

    /** Hoeffding bound at N = 10⁶; false-alarm rate 1e-9 per fraction. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1, 2", "1, 3", "7, 2", "5, 1", "65535, 65536", "1, 1000000"})
    void tossesACoinOfExpMinusAOverB(long a, long b) {
        AesCtrRandom random = TestRandomness.bits(6);
        long heads = LongStream.range(0, DkwBound.SAMPLES / 2)
                .filter(i -> BernoulliExp.draw(a, b, random))
                .count();
        assertThat(heads / (DkwBound.SAMPLES / 2.0))
                .isCloseTo(Math.exp(-(double) a / b), within(DkwBound.THRESHOLD * Math.sqrt(2)));
    }

    /** Reference values: an independent implementation of the paper over the stream of {@code openssl}. */
    @Test
    void drawsTheReferenceValues() {
        assertThat(draws(1)).containsExactly(0, 0, 2, 3, 0, 0, 0, -2, 0, 0, 1, 0);
        assertThat(draws(3)).containsExactly(1, 8, 7, 0, 0, 2, -8, -1, 0, 0, 5, 0);
        assertThat(draws(UNIT))
                .containsExactly(
                        42742, 72057, 186709, 34024, -32937, 135959, 33481, -7540, -8177, 9707, -187193, -140174);
    }

    /** Reference values: 50-digit decimal arithmetic. */
    @Test
    void computesItsStandardDeviation() {
        assertThat(new DiscreteLaplace(1).standardDeviation()).isCloseTo(1.356962486001579, within(1e-14));
        assertThat(new DiscreteLaplace(3).standardDeviation()).isCloseTo(4.223062300335269, within(1e-14));
        assertThat(new DiscreteLaplace(UNIT).standardDeviation()).isCloseTo(92681.90002278402, within(1e-9));
    }

    @Test
    void rejectsScalesAndFractionsOutOfBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DiscreteLaplace(0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException().isThrownBy(() -> new DiscreteLaplace(DiscreteLaplace.MAX_SCALE + 1));
        AesCtrRandom random = TestRandomness.bits(7);
        assertThatIllegalArgumentException().isThrownBy(() -> BernoulliExp.draw(-1, 1, random));
        assertThatIllegalArgumentException().isThrownBy(() -> BernoulliExp.draw(1, 0, random));
    }

    private static double distanceToDistribution(long claimed, DiscreteLaplace sampler, long seed) {
        AesCtrRandom random = TestRandomness.bits(seed);
        long[] sample = LongStream.generate(() -> sampler.draw(random))
                .limit(DkwBound.SAMPLES)
                .toArray();
        return DkwBound.distance(sample, DkwBound.laplaceCdf(claimed));
    }

    private static double chiSquare(LongSupplier sampler, long scale) {
        int reach = 7;
        double[] counts = new double[2 * reach + 1];
        for (int i = 0; i < DkwBound.SAMPLES; i++) {
            counts[Math.clamp(sampler.getAsLong(), -reach, reach) + reach]++;
        }
        var cdf = DkwBound.laplaceCdf(scale);
        double sum = 0;
        for (int z = -reach; z <= reach; z++) {
            double below = z == -reach ? 0 : cdf.applyAsDouble(z - 1);
            double upTo = z == reach ? 1 : cdf.applyAsDouble(z);
            double expected = DkwBound.SAMPLES * (upTo - below);
            sum += Math.pow(counts[z + reach] - expected, 2) / expected;
        }
        return sum;
    }

    private static long[] draws(long scale) {
        AesCtrRandom random = AesCtrRandom.of(TestRandomness.COUNTING_KEY);
        DiscreteLaplace law = new DiscreteLaplace(scale);
        return LongStream.generate(() -> law.draw(random)).limit(12).toArray();
    }

    private static long headsInARow(long scale, AesCtrRandom random) {
        long heads = 0;
        while (BernoulliExp.draw(1, scale, random)) {
            heads++;
        }
        return heads;
    }
}
