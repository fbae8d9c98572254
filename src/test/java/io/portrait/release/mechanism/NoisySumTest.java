package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class NoisySumTest {

    private static final NoiseKey KEY = NoiseKey.of(TestRandomness.COUNTING_KEY);
    private static final ProfilePrivacyParameters PARAMETERS = ProfilePrivacyParameters.DEFAULT;

    /** The noise has the reference values of {@link EpochNoiseTest}. */
    @Test
    void addsSumAndNoiseAndDecaysThePast() {
        NoisySum first = NoisySum.beforeEpoch(20_000)
                .close(new EpochSums(1, 2, 20_000, LongVec.of(65_536, 0, -3)), KEY, PARAMETERS);
        assertThat(first.epoch()).isEqualTo(20_000);
        assertThat(first.partnerSums()).isEqualTo(Vec.of(47_713 / 65_536.0, -64_703 / 65_536.0, -1_486 / 65_536.0));
        assertThat(first.publicSums()).isEqualTo(Vec.of(132_959 / 65_536.0, -157_269 / 65_536.0, -1_620 / 65_536.0));

        NoisySum second = first.close(EpochSums.ofIdleEpoch(1, 2, 20_001, 3), KEY, PARAMETERS);
        double lambda = 0x1.f44e4fb6c55d7p-1;
        assertThat(second.partnerSums())
                .isEqualTo(Vec.of(
                        lambda * first.partnerSums().get(0) + -117_438 / 65_536.0,
                        lambda * first.partnerSums().get(1) + -587 / 65_536.0,
                        lambda * first.partnerSums().get(2) + -48_481 / 65_536.0));
        assertThat(second.publicSums())
                .isEqualTo(Vec.of(
                        lambda * first.publicSums().get(0) + -345_519 / 65_536.0,
                        lambda * first.publicSums().get(1) + -587 / 65_536.0,
                        lambda * first.publicSums().get(2) + -59_499 / 65_536.0));
    }

    @Test
    void isIdenticalHoweverTheRangeIsSplit() {
        NoisySum start = NoisySum.beforeEpoch(100);
        NoisySum whole = start.closeThrough(160, NoisySumTest::busyEveryThird, KEY, PARAMETERS);
        for (long split = 99; split <= 160; split++) {
            NoisySum part = start.closeThrough(split, NoisySumTest::busyEveryThird, KEY, PARAMETERS);
            assertThat(part.epoch()).isEqualTo(split);
            assertThat(part.closeThrough(160, NoisySumTest::busyEveryThird, KEY, PARAMETERS))
                    .isEqualTo(whole);
        }
    }

    /** The noise of an idle epoch is 0 with probability 8e-6 in one coordinate and 5e-16 in three. */
    @Test
    void idleEpochsCarryNoise() {
        NoisySum before = NoisySum.beforeEpoch(0).closeThrough(3, NoisySumTest::busyEveryThird, KEY, PARAMETERS);
        NoisySum after = before.closeThrough(4, NoisySumTest::busyEveryThird, KEY, PARAMETERS);
        for (NoiseLevel grain : NoiseLevel.values()) {
            assertThat(after.sums(grain)).isNotEqualTo(before.sums(grain).map(sum -> PARAMETERS.decayFactor() * sum));
        }
    }

    /**
     * The mean of 1,600 squares has a standard deviation of 3.6 %; seven times that gives a false-alarm rate below
     * 1e-9.
     */
    @ParameterizedTest
    @EnumSource
    void theNoiseTendsToThePublishedDeviation(NoiseLevel grain) {
        double squares = 0;
        for (int person = 0; person < 25; person++) {
            NoisySum state = NoisySum.beforeEpoch(0)
                    .closeThrough(
                            150,
                            epoch -> EpochSums.ofIdleEpoch(0, 0, epoch, 64),
                            TestRandomness.noiseKey(8, person),
                            PARAMETERS);
            squares += state.sums(grain).dot(state.sums(grain));
        }
        double variance = Math.pow(PARAMETERS.noiseStdEventWeights(grain), 2);
        assertThat(squares / (64 * 25)).isCloseTo(variance, within(0.25 * variance));
    }

    @Test
    void newTopicsOfTheCatalogStartAtZero() {
        NoisySum small = NoisySum.beforeEpoch(5).close(EpochSums.ofIdleEpoch(0, 1, 5, 2), KEY, PARAMETERS);
        EpochSums grown = EpochSums.ofIdleEpoch(0, 2, 6, 4);
        Vec partnerSums = Vec.of(small.partnerSums().get(0), small.partnerSums().get(1), 0, 0);
        Vec publicSums = Vec.of(small.publicSums().get(0), small.publicSums().get(1), 0, 0);
        assertThat(small.close(grown, KEY, PARAMETERS))
                .isEqualTo(new NoisySum(5, partnerSums, publicSums).close(grown, KEY, PARAMETERS));
    }

    @Test
    void rejectsEpochsOutOfOrder() {
        NoisySum state = NoisySum.beforeEpoch(5).close(EpochSums.ofIdleEpoch(0, 1, 5, 2), KEY, PARAMETERS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.close(EpochSums.ofIdleEpoch(0, 1, 5, 2), KEY, PARAMETERS))
                .withMessageContaining("epoch 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.close(EpochSums.ofIdleEpoch(0, 1, 7, 2), KEY, PARAMETERS))
                .withMessageContaining("not 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.close(EpochSums.ofIdleEpoch(0, 1, 6, 1), KEY, PARAMETERS))
                .withMessageContaining("appended");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.closeThrough(4, NoisySumTest::busyEveryThird, KEY, PARAMETERS))
                .withMessageContaining("closed");
    }

    @Test
    void rejectsStatesOutOfBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoisySum.beforeEpoch(-1))
                .withMessageContaining("-2");
        double[] tooMany = DoubleStream.generate(() -> 0).limit(65).toArray();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoisySum(0, Vec.of(tooMany), Vec.of(tooMany)))
                .withMessageContaining("65");
        assertThatIllegalArgumentException().isThrownBy(() -> new NoisySum(0, Vec.zeros(2), Vec.zeros(1)));
    }

    private static EpochSums busyEveryThird(long epoch) {
        return epoch % 3 == 0
                ? new EpochSums(1, 2, epoch, LongVec.of(epoch, -epoch, 7))
                : EpochSums.ofIdleEpoch(1, 2, epoch, 3);
    }
}
