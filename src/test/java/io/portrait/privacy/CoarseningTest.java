package io.portrait.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoarseningTest {

    private static final long UNIT = Contribution.UNIT;

    /** Fine noise and W − W′ on top: the law of the coarse scale. False alarm 1e-9 per pair. */
    @ParameterizedTest
    @CsvSource({"65536, 131072", "65536, 65537", "65536, 65536", "21846, 218454", "3, 7", "1, 40"})
    void makesFineNoiseCoarse(long fine, long coarse) {
        assertThat(distanceToCoarseLaw(fine, coarse, new Coarsening(fine, coarse)))
                .isLessThan(Dkw.THRESHOLD);
    }

    /** The mutant of the check above: coarse noise of its own on top of the fine has too large a scale. */
    @Test
    void independentCoarseNoiseOnTopIsCaught() {
        RandomBits random = Seeds.bits(21);
        DiscreteLaplace coarse = new DiscreteLaplace(2 * UNIT);
        DiscreteLaplace fine = new DiscreteLaplace(UNIT);
        long[] sample = LongStream.generate(() -> fine.draw(random) + coarse.draw(random))
                .limit(Dkw.SAMPLES)
                .toArray();
        assertThat(Dkw.distance(sample, Dkw.laplaceCdf(2 * UNIT))).isGreaterThan(Dkw.THRESHOLD);
    }

    /**
     * W − W′ = 0 with probability p₀² + (1 − p₀)²(1 − α₂)/(1 + α₂) + 2p₀(1 − p₀)(1 − α₂), where p₀ =
     * (α₁/α₂)(1 − α₂)/(1 − α₁). Hoeffding; false alarm 1e-9.
     */
    @ParameterizedTest
    @CsvSource({"3, 7", "2, 2", "5, 50", "65536, 131072"})
    void addsNothingAsOftenAsItShould(long fine, long coarse) {
        double a1 = Math.exp(-1.0 / fine);
        double a2 = Math.exp(-1.0 / coarse);
        double p0 = a1 / a2 * Math.expm1(-1.0 / coarse) / Math.expm1(-1.0 / fine);
        double expected = p0 * p0 + (1 - p0) * (1 - p0) * (1 - a2) / (1 + a2) + 2 * p0 * (1 - p0) * (1 - a2);
        RandomBits random = Seeds.bits(22);
        Coarsening law = new Coarsening(fine, coarse);
        long zeros = LongStream.generate(() -> law.draw(random))
                .limit(Dkw.SAMPLES)
                .filter(widening -> widening == 0)
                .count();
        assertThat((double) zeros / Dkw.SAMPLES).isCloseTo(expected, within(Dkw.THRESHOLD));
    }

    /** Written again in a script over the stream of {@code openssl}. */
    @Test
    void drawsAsComputedElsewhere() {
        RandomBits random = RandomBits.of(Seeds.COUNTING);
        Coarsening law = new Coarsening(3, 7);
        assertThat(LongStream.generate(() -> law.draw(random)).limit(20).toArray())
                .containsExactly(0, -6, 5, 10, 22, 2, 0, 19, -5, -23, 0, 0, -8, -4, 0, -1, -1, 0, -1, -4);
    }

    @Test
    void refusesScalesOutOfBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Coarsening(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Coarsening(7, 6))
                .withMessageContaining("7 and 6");
        assertThatIllegalArgumentException().isThrownBy(() -> new Coarsening(1L << 27, 1L << 27));
    }

    private static double distanceToCoarseLaw(long fine, long coarse, Coarsening law) {
        RandomBits random = Seeds.bits(20);
        DiscreteLaplace noise = new DiscreteLaplace(fine);
        long[] sample = LongStream.generate(() -> noise.draw(random) + law.draw(random))
                .limit(Dkw.SAMPLES)
                .toArray();
        return Dkw.distance(sample, Dkw.laplaceCdf(coarse));
    }
}
