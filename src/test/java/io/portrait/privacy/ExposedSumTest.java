package io.portrait.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExposedSumTest {

    private static final NoiseKey KEY = NoiseKey.of(Seeds.COUNTING);
    private static final ExposurePolicy POLICY = ExposurePolicy.DEFAULT;

    /** The noise is that of the golden cells of {@link CellNoiseTest}. */
    @Test
    void addsSumAndNoiseAndKeepsAPartOfThePast() {
        ExposedSum first =
                ExposedSum.before(20_000).close(new Cell(1, 2, 20_000, LongVec.of(65_536, 0, -3)), KEY, POLICY);
        assertThat(first.epoch()).isEqualTo(20_000);
        assertThat(first.fine()).isEqualTo(Vec.of(47_713 / 65_536.0, -64_703 / 65_536.0, -1_486 / 65_536.0));
        assertThat(first.coarse()).isEqualTo(Vec.of(132_959 / 65_536.0, -157_269 / 65_536.0, -1_620 / 65_536.0));

        ExposedSum second = first.close(Cell.idle(1, 2, 20_001, 3), KEY, POLICY);
        double lambda = 0x1.f44e4fb6c55d7p-1;
        assertThat(second.fine())
                .isEqualTo(Vec.of(
                        lambda * first.fine().get(0) + -117_438 / 65_536.0,
                        lambda * first.fine().get(1) + -587 / 65_536.0,
                        lambda * first.fine().get(2) + -48_481 / 65_536.0));
        assertThat(second.coarse())
                .isEqualTo(Vec.of(
                        lambda * first.coarse().get(0) + -345_519 / 65_536.0,
                        lambda * first.coarse().get(1) + -587 / 65_536.0,
                        lambda * first.coarse().get(2) + -59_499 / 65_536.0));
    }

    @Test
    void hasTheSameBitsHoweverTheRangeIsSplit() {
        ExposedSum start = ExposedSum.before(100);
        ExposedSum whole = start.closeThrough(160, ExposedSumTest::busyEveryThird, KEY, POLICY);
        for (long split = 99; split <= 160; split++) {
            ExposedSum part = start.closeThrough(split, ExposedSumTest::busyEveryThird, KEY, POLICY);
            assertThat(part.epoch()).isEqualTo(split);
            assertThat(part.closeThrough(160, ExposedSumTest::busyEveryThird, KEY, POLICY))
                    .isEqualTo(whole);
        }
    }

    /** An idle epoch's noise is 0 in one coordinate with probability 8e-6; in three, 5e-16. */
    @Test
    void idleEpochsCarryNoise() {
        ExposedSum before = ExposedSum.before(0).closeThrough(3, ExposedSumTest::busyEveryThird, KEY, POLICY);
        ExposedSum after = before.closeThrough(4, ExposedSumTest::busyEveryThird, KEY, POLICY);
        for (Grain grain : Grain.values()) {
            assertThat(after.sums(grain)).isNotEqualTo(before.sums(grain).map(sum -> POLICY.retention() * sum));
        }
    }

    /** The mean of 1,600 squares moves by 3.6 %; seven times that is allowed, a false alarm below 1e-9. */
    @ParameterizedTest
    @EnumSource
    void theNoiseTendsToThePublishedDeviation(Grain grain) {
        double squares = 0;
        for (int person = 0; person < 25; person++) {
            ExposedSum state = ExposedSum.before(0)
                    .closeThrough(150, epoch -> Cell.idle(0, 0, epoch, 64), Seeds.noiseKey(8, person), POLICY);
            squares += state.sums(grain).dot(state.sums(grain));
        }
        double variance = Math.pow(POLICY.noiseStdEventWeights(grain), 2);
        assertThat(squares / (64 * 25)).isCloseTo(variance, within(0.25 * variance));
    }

    @Test
    void aGrownCatalogueBeginsAtZeroInItsNewTopics() {
        ExposedSum small = ExposedSum.before(5).close(Cell.idle(0, 1, 5, 2), KEY, POLICY);
        Cell grown = Cell.idle(0, 2, 6, 4);
        Vec fine = Vec.of(small.fine().get(0), small.fine().get(1), 0, 0);
        Vec coarse = Vec.of(small.coarse().get(0), small.coarse().get(1), 0, 0);
        assertThat(small.close(grown, KEY, POLICY))
                .isEqualTo(new ExposedSum(5, fine, coarse).close(grown, KEY, POLICY));
    }

    @Test
    void refusesCellsThatDoNotFollow() {
        ExposedSum state = ExposedSum.before(5).close(Cell.idle(0, 1, 5, 2), KEY, POLICY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.close(Cell.idle(0, 1, 5, 2), KEY, POLICY))
                .withMessageContaining("epoch 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.close(Cell.idle(0, 1, 7, 2), KEY, POLICY))
                .withMessageContaining("not 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.close(Cell.idle(0, 1, 6, 1), KEY, POLICY))
                .withMessageContaining("appended");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.closeThrough(4, ExposedSumTest::busyEveryThird, KEY, POLICY))
                .withMessageContaining("closed");
    }

    @Test
    void refusesStatesOutOfBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExposedSum.before(-1))
                .withMessageContaining("-2");
        double[] tooMany = DoubleStream.generate(() -> 0).limit(65).toArray();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExposedSum(0, Vec.of(tooMany), Vec.of(tooMany)))
                .withMessageContaining("65");
        assertThatIllegalArgumentException().isThrownBy(() -> new ExposedSum(0, Vec.zeros(2), Vec.zeros(1)));
    }

    private static Cell busyEveryThird(long epoch) {
        return epoch % 3 == 0 ? new Cell(1, 2, epoch, LongVec.of(epoch, -epoch, 7)) : Cell.idle(1, 2, epoch, 3);
    }
}
