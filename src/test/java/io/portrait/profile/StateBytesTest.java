package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.portrait.kernel.Vec;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link StateWriter} writes, {@link StateReader} reads. */
class StateBytesTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void giveWholeNumbersBack(long value) {
        assertThat(new StateReader(new StateWriter().whole(value).toBytes()).whole())
                .isEqualTo(value);
    }

    @Test
    void spendOneByteOnASmallNumberAndTenOnTheLargest() {
        assertThat(new StateWriter().whole(-64).toBytes()).containsExactly(0x7F);
        assertThat(new StateWriter().whole(64).toBytes()).containsExactly(0x80, 0x01);
        assertThat(new StateWriter().whole(Long.MIN_VALUE).toBytes()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, 1.0, Math.PI, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE})
    void giveRealsBackBitForBit(double value) {
        double read = new StateReader(new StateWriter().real(value).toBytes()).real();
        assertThat(Double.doubleToRawLongBits(read)).isEqualTo(Double.doubleToRawLongBits(value));
    }

    @Test
    void spendNothingButABitOnAZeroOfMany() {
        Vec values = Vec.of(0, 0, 0, 0, 1, 0, 0, 0, 0, -0.0, 0);
        byte[] written = new StateWriter().reals(values).toBytes();
        assertThat(written).hasSize(1 + 2 + 2 * Double.BYTES).startsWith(22, 0b0001_0000);
        assertThat(new StateReader(written).reals()).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refuseWhatIsNotFinite(double bad) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new StateWriter().real(bad))
                .withMessage("a state must be finite, holds " + bad);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ünï", "用户", "😀", "a\0b"})
    void giveTextsBack(String value) {
        assertThat(new StateReader(new StateWriter().text(value).toBytes()).text())
                .isEqualTo(value);
    }

    @Test
    void giveNothingBackForNothing() {
        StateReader in = new StateReader(new StateWriter()
                .raw(new byte[0])
                .reals(Vec.of())
                .wholes(new long[0])
                .toBytes());
        assertThat(in.raw()).isEmpty();
        assertThat(in.reals()).isEqualTo(Vec.of());
        assertThat(new StateWriter().toBytes()).isEmpty();
    }

    @Test
    void growWithWhatIsWritten() {
        byte[] large = new byte[100_000];
        new SplittableRandom(20261123).nextBytes(large);
        StateReader in =
                new StateReader(new StateWriter().whole(1).raw(large).real(2).toBytes());
        assertThat(in.whole()).isEqualTo(1);
        assertThat(in.raw()).isEqualTo(large);
        assertThat(in.real()).isEqualTo(2);
    }

    @Test
    void keepAMixtureInOrder() {
        SplittableRandom random = new SplittableRandom(20261123);
        for (int run = 0; run < 1_000; run++) {
            long[] wholes =
                    random.longs(20).map(bits -> bits >> random.nextInt(64)).toArray();
            Vec reals = Vec.of(random.doubles(20, -1e9, 1e9).toArray());
            StateReader in = new StateReader(
                    new StateWriter().wholes(wholes).reals(reals).text("end").toBytes());
            long[] read = new long[wholes.length];
            in.wholes(read);
            assertThat(read).isEqualTo(wholes);
            assertThat(in.reals()).isEqualTo(reals);
            assertThat(in.text()).isEqualTo("end");
        }
    }
}
