package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventContributionTest {

    private static final double[] EXTREMES = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE,
        -0.0,
        1,
        Math.nextUp(1.0),
        Math.nextDown(1.0),
        1.0 / 3,
        0x1p-16,
        Math.nextDown(0x1p-16)
    };

    /** A deterministic property: the bound holds for each of the 10⁵ inputs. */
    @Test
    void neverExceedsTheBoundForAnyInput() {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 100_000; trial++) {
            int size = trial % 1000 == 0 ? 20_000 : random.nextInt(40);
            double[] weights = IntStream.range(0, size)
                    .mapToDouble(i -> adversarialWeight(random))
                    .toArray();
            assertThat(total(clipped(weights))).isBetween(0L, (long) EventContribution.UNIT);
        }
    }

    /** 65,536 equal parts are one unit each; one upward rounding error would violate the bound. */
    @ParameterizedTest
    @ValueSource(ints = {3, 7, 49, 641, 65_535, 65_536, 65_537, 200_003})
    void staysWithinTheBoundForEqualParts(int size) {
        for (double weight : new double[] {1, 0.1, 1.0 / size, 1e300}) {
            double[] weights = DoubleStream.generate(() -> weight).limit(size).toArray();
            assertThat(total(clipped(weights))).isBetween(0L, (long) EventContribution.UNIT);
        }
    }

    @Test
    void keepsWeightsWithinTheBoundAndRoundsTowardZero() {
        assertThat(clipped(0.5, -0.25, 0)).isEqualTo(LongVec.of(32_768, -16_384, 0));
        assertThat(clipped(0.1, -0.1)).isEqualTo(LongVec.of(6_553, -6_553));
        assertThat(clipped()).isEqualTo(LongVec.zeros(0));
    }

    @Test
    void scalesLargerWeightsDownInProportion() {
        assertThat(clipped(3, 1)).isEqualTo(LongVec.of(49_152, 16_384));
        assertThat(clipped(-2, 2)).isEqualTo(LongVec.of(-32_768, 32_768));
    }

    @Test
    void countsNothingForNaNAndAFullEventForInfinity() {
        assertThat(clipped(Double.NaN, 1)).isEqualTo(LongVec.of(0, 65_536));
        assertThat(clipped(Double.POSITIVE_INFINITY, 0)).isEqualTo(LongVec.of(65_536, 0));
        assertThat(clipped(Double.NEGATIVE_INFINITY, Double.MAX_VALUE)).isEqualTo(LongVec.of(-32_768, 32_768));
    }

    @Test
    void decaysWhenLate() {
        EventContribution event = EventContribution.clipped(0.75, -0.25);
        assertThat(event.decayed(0, ProfilePrivacyParameters.DEFAULT)).isEqualTo(event);
        assertThat(event.decayed(30, ProfilePrivacyParameters.DEFAULT).units()).isEqualTo(LongVec.of(24_576, -8_192));
        assertThat(event.decayed(1, ProfilePrivacyParameters.DEFAULT).units()).isEqualTo(LongVec.of(48_029, -16_009));
        assertThat(event.decayed(Long.MAX_VALUE, ProfilePrivacyParameters.DEFAULT)
                        .units())
                .isEqualTo(LongVec.zeros(2));
        assertThatIllegalArgumentException().isThrownBy(() -> event.decayed(-1, ProfilePrivacyParameters.DEFAULT));
    }

    @Test
    void rejectsUnitsAboveTheBound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventContribution(LongVec.of(65_536, -1)))
                .withMessageContaining("65536");
        assertThatIllegalArgumentException().isThrownBy(() -> new EventContribution(LongVec.of(Long.MIN_VALUE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventContribution(LongVec.of(Long.MAX_VALUE, Long.MAX_VALUE, 2)));
    }

    private static double adversarialWeight(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> EXTREMES[random.nextInt(EXTREMES.length)];
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> random.nextDouble(-2, 2);
            default -> random.nextInt(-3, 4) / 65_536.0;
        };
    }

    private static LongVec clipped(double... weights) {
        return EventContribution.clipped(weights).units();
    }

    private static long total(LongVec units) {
        return units.stream().map(Math::absExact).reduce(0, Math::addExact);
    }
}
