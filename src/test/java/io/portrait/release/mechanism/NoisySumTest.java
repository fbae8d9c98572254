package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoisySumTest {

    private static final NoiseKey KEY = NoiseKey.of(TestRandomness.COUNTING_KEY);
    private static final ProfilePrivacyParameters POLICY = ProfilePrivacyParameters.DEFAULT;

    /** The noise is that of the golden cells of {@link EpochNoiseTest}. */
    @Test
    void addsSumAndNoiseAndDecaysThePast() {
        NoisySum first =
                NoisySum.beforeEpoch(20_000).close(new EpochSums(1, 2, 20_000, LongVec.of(65_536, 0, -3)), KEY, POLICY);
        assertThat(first.epoch()).isEqualTo(20_000);
        assertThat(first.partnerSums()).isEqualTo(Vec.of(47_713 / 65_536.0, -64_703 / 65_536.0, -1_486 / 65_536.0));
        assertThat(first.publicSums()).isEqualTo(Vec.of(132_959 / 65_536.0, -157_269 / 65_536.0, -1_620 / 65_536.0));

        NoisySum second = first.close(EpochSums.ofIdleEpoch(1, 2, 20_001, 3), KEY, POLICY);
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
        NoisySum whole = start.closeThrough(160, NoisySumTest::busyEveryThird, KEY, POLICY);
        for (long split = 99; split <= 160; split++) {
            NoisySum part = start.closeThrough(split, NoisySumTest::busyEveryThird, KEY, POLICY);
            assertThat(part.epoch()).isEqualTo(split);
            assertThat(part.closeThrough(160, NoisySumTest::busyEveryThird, KEY, POLICY))
                    .isEqualTo(whole);
        }
    }

    /** An idle epoch's noise is 0 in one coordinate with probability 8e-6; in three, 5e-16. */
    @Test
    void idleEpochsCarryNoise() {
        NoisySum before = NoisySum.beforeEpoch(0).closeThrough(3, NoisySumTest::busyEveryThird, KEY, POLICY);
        NoisySum after = before.closeThrough(4, NoisySumTest::busyEveryThird, KEY, POLICY);
        for (NoiseLevel grain : NoiseLevel.values()) {
            assertThat(after.sums(grain)).isNotEqualTo(before.sums(grain).map(sum -> POLICY.decayFactor() * sum));
        }
    }

    /** The mean of 1,600 squares moves by 3.6 %; seven times that is allowed, a false alarm below 1e-9. */
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
                            POLICY);
            squares += state.sums(grain).dot(state.sums(grain));
        }
        double variance = Math.pow(POLICY.noiseStdEventWeights(grain), 2);
        assertThat(squares / (64 * 25)).isCloseTo(variance, within(0.25 * variance));
    }

    @Test
    void newTopicsOfTheCatalogStartAtZero() {
        NoisySum small = NoisySum.beforeEpoch(5).close(EpochSums.ofIdleEpoch(0, 1, 5, 2), KEY, POLICY);
        EpochSums grown = EpochSums.ofIdleEpoch(0, 2, 6, 4);
        Vec fine = Vec.of(small.partnerSums().get(0), small.partnerSums().get(1), 0, 0);
        Vec coarse = Vec.of(small.publicSums().get(0), small.publicSums().get(1), 0, 0);
        assertThat(small.close(grown, KEY, POLICY)).isEqualTo(new NoisySum(5, fine, coarse).close(grown, KEY, POLICY));
    }

    @Test
    void rejectsEpochsOutOfOrder() {
        NoisySum state = NoisySum.beforeEpoch(5).close(EpochSums.ofIdleEpoch(0, 1, 5, 2), KEY, POLICY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.close(EpochSums.ofIdleEpoch(0, 1, 5, 2), KEY, POLICY))
                .withMessageContaining("epoch 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.close(EpochSums.ofIdleEpoch(0, 1, 7, 2), KEY, POLICY))
                .withMessageContaining("not 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.close(EpochSums.ofIdleEpoch(0, 1, 6, 1), KEY, POLICY))
                .withMessageContaining("appended");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.closeThrough(4, NoisySumTest::busyEveryThird, KEY, POLICY))
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
