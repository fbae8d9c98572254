package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class DiscreteGaussianTest {

    /** False-alarm rate 1e-9 per σ. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3, 50, 1_000})
    void followsTheDistributionOfItsSigma(long sigma) {
        assertThat(DkwBound.distance(sample(new DiscreteGaussian(sigma), 30), gaussianCdf(sigma)))
                .isLessThan(DkwBound.THRESHOLD);
    }

    /** For such σ the continuous distribution is equal to 1e-6. */
    @ParameterizedTest
    @ValueSource(longs = {481_739, DiscreteGaussian.MAX_SIGMA})
    void approachesTheNormalDistributionWhenLarge(long sigma) {
        assertThat(DkwBound.distance(sample(new DiscreteGaussian(sigma), 31), y -> normalCdf((y + 0.5) / sigma)))
                .isLessThan(DkwBound.THRESHOLD);
    }

    /** The mutant of the tests above; its true distance is 0.0073. */
    @Test
    void detectsASigmaThreePercentOff() {
        assertThat(DkwBound.distance(sample(new DiscreteGaussian(970), 32), gaussianCdf(1_000)))
                .isGreaterThan(DkwBound.THRESHOLD);
    }

    /** Reference values: an independent implementation of the paper over the stream of {@code openssl}. */
    @Test
    void drawsTheReferenceValues() {
        assertThat(draws(3)).containsExactly(1, 5, 2, 2, 8, 5, 3, 1, 2, 2, 2, -5);
        assertThat(draws(481_723))
                .containsExactly(
                        314_179, 879_781, -370_628, -688_304, 203_505, 246_108, -416_088, 209_568, -247_244, 33_587,
                        -2_182, 49_767);
    }

    @Test
    void rejectsSigmaOutOfBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DiscreteGaussian(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new DiscreteGaussian(DiscreteGaussian.MAX_SIGMA + 1));
    }

    private static long[] sample(DiscreteGaussian law, long seed) {
        AesCtrRandom random = TestRandomness.bits(seed);
        return LongStream.generate(() -> law.draw(random))
                .limit(DkwBound.SAMPLES)
                .toArray();
    }

    private static long[] draws(long sigma) {
        AesCtrRandom random = AesCtrRandom.of(TestRandomness.COUNTING_KEY);
        DiscreteGaussian law = new DiscreteGaussian(sigma);
        return LongStream.generate(() -> law.draw(random)).limit(12).toArray();
    }

    /** The distribution function by summing exp(−y²/(2σ²)) over ±40σ. */
    private static LongToDoubleFunction gaussianCdf(long sigma) {
        int reach = (int) (40 * sigma);
        double[] upTo = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            double y = (i - reach) / (double) sigma;
            sum += Math.exp(-y * y / 2);
            upTo[i] = sum;
        }
        double total = sum;
        return y -> upTo[Math.clamp(y + reach, 0, upTo.length - 1)] / total;
    }

    /** Φ by its series at 0, with an error below 1e-12 within ±6. */
    private static double normalCdf(double x) {
        if (Math.abs(x) > 6) {
            return x < 0 ? 0 : 1;
        }
        double term = x;
        double sum = x;
        for (int k = 1; k < 120; k++) {
            term *= x * x / (2 * k + 1);
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
