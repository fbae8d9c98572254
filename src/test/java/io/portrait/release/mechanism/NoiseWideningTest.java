package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseWideningTest {

    private static final long UNIT = EventContribution.UNIT;

    /** Narrow noise plus W − W′ has the distribution of the wide scale. False-alarm rate 1e-9 per pair. */
    @ParameterizedTest
    @CsvSource({"65536, 131072", "65536, 65537", "65536, 65536", "21846, 218454", "3, 7", "1, 40"})
    void widensPartnerNoiseToPublicNoise(long narrow, long wide) {
        assertThat(distanceToPublicNoise(narrow, wide, new NoiseWidening(narrow, wide)))
                .isLessThan(DkwBound.THRESHOLD);
    }

    /** The mutant of the test above: independent wide noise on top of the narrow noise has too large a scale. */
    @Test
    void detectsIndependentPublicNoise() {
        AesCtrRandom random = TestRandomness.bits(21);
        DiscreteLaplace wide = new DiscreteLaplace(2 * UNIT);
        DiscreteLaplace narrow = new DiscreteLaplace(UNIT);
        long[] sample = LongStream.generate(() -> narrow.draw(random) + wide.draw(random))
                .limit(DkwBound.SAMPLES)
                .toArray();
        assertThat(DkwBound.distance(sample, DkwBound.laplaceCdf(2 * UNIT))).isGreaterThan(DkwBound.THRESHOLD);
    }

    /**
     * W − W′ = 0 with probability p₀² + (1 − p₀)²(1 − α₂)/(1 + α₂) + 2p₀(1 − p₀)(1 − α₂), where p₀ =
     * (α₁/α₂)(1 − α₂)/(1 − α₁). Hoeffding bound; false-alarm rate 1e-9.
     */
    @ParameterizedTest
    @CsvSource({"3, 7", "2, 2", "5, 50", "65536, 131072"})
    void addsZeroWithTheExactProbability(long narrow, long wide) {
        double a1 = Math.exp(-1.0 / narrow);
        double a2 = Math.exp(-1.0 / wide);
        double p0 = a1 / a2 * Math.expm1(-1.0 / wide) / Math.expm1(-1.0 / narrow);
        double expected = p0 * p0 + (1 - p0) * (1 - p0) * (1 - a2) / (1 + a2) + 2 * p0 * (1 - p0) * (1 - a2);
        AesCtrRandom random = TestRandomness.bits(22);
        NoiseWidening widening = new NoiseWidening(narrow, wide);
        long zeros = LongStream.generate(() -> widening.draw(random))
                .limit(DkwBound.SAMPLES)
                .filter(noise -> noise == 0)
                .count();
        assertThat((double) zeros / DkwBound.SAMPLES).isCloseTo(expected, within(DkwBound.THRESHOLD));
    }

    /** Reference values: an independent implementation over the stream of {@code openssl}. */
    @Test
    void drawsTheReferenceValues() {
        AesCtrRandom random = AesCtrRandom.of(TestRandomness.COUNTING_KEY);
        NoiseWidening widening = new NoiseWidening(3, 7);
        assertThat(LongStream.generate(() -> widening.draw(random)).limit(20).toArray())
                .containsExactly(0, -6, 5, 10, 22, 2, 0, 19, -5, -23, 0, 0, -8, -4, 0, -1, -1, 0, -1, -4);
    }

    @Test
    void rejectsScalesOutOfBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NoiseWidening(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoiseWidening(7, 6))
                .withMessageContaining("7 and 6");
        assertThatIllegalArgumentException().isThrownBy(() -> new NoiseWidening(1L << 27, 1L << 27));
    }

    private static double distanceToPublicNoise(long narrow, long wide, NoiseWidening widening) {
        AesCtrRandom random = TestRandomness.bits(20);
        DiscreteLaplace noise = new DiscreteLaplace(narrow);
        long[] sample = LongStream.generate(() -> noise.draw(random) + widening.draw(random))
                .limit(DkwBound.SAMPLES)
                .toArray();
        return DkwBound.distance(sample, DkwBound.laplaceCdf(wide));
    }
}
