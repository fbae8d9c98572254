package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.portrait.kernel.Vec;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that {@link StateReader} reads what {@link StateWriter} writes. */
class StateReaderWriterTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void varintsAreReadBack(long value) {
        assertThat(new StateReader(new StateWriter().writeVarint(value).toBytes()).readVarint())
                .isEqualTo(value);
    }

    @Test
    void aSmallVarintTakesOneByteAndTheLargestTen() {
        assertThat(new StateWriter().writeVarint(-64).toBytes()).containsExactly(0x7F);
        assertThat(new StateWriter().writeVarint(64).toBytes()).containsExactly(0x80, 0x01);
        assertThat(new StateWriter().writeVarint(Long.MIN_VALUE).toBytes()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, 1.0, Math.PI, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE})
    void doublesAreReadBackBitForBit(double value) {
        double read = new StateReader(new StateWriter().writeDouble(value).toBytes()).readDouble();
        assertThat(Double.doubleToRawLongBits(read)).isEqualTo(Double.doubleToRawLongBits(value));
    }

    @Test
    void aZeroInAVectorTakesOneBit() {
        Vec values = Vec.of(0, 0, 0, 0, 1, 0, 0, 0, 0, -0.0, 0);
        byte[] written = new StateWriter().writeSparseVector(values).toBytes();
        assertThat(written).hasSize(1 + 2 + 2 * Double.BYTES).startsWith(22, 0b0001_0000);
        assertThat(new StateReader(written).readSparseVector()).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void nonFiniteNumbersAreRejected(double bad) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new StateWriter().writeDouble(bad))
                .withMessage("a state must be finite, holds " + bad);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ünï", "用户", "😀", "a\0b"})
    void textsAreReadBack(String value) {
        assertThat(new StateReader(new StateWriter().writeText(value).toBytes()).readText())
                .isEqualTo(value);
    }

    @Test
    void emptyValuesAreReadBackEmpty() {
        StateReader in = new StateReader(new StateWriter()
                .writeBlob(new byte[0])
                .writeSparseVector(Vec.of())
                .writeVarints(new long[0])
                .toBytes());
        assertThat(in.readBlob()).isEmpty();
        assertThat(in.readSparseVector()).isEqualTo(Vec.of());
        assertThat(new StateWriter().toBytes()).isEmpty();
    }

    @Test
    void theBufferGrows() {
        byte[] large = new byte[100_000];
        new SplittableRandom(20261123).nextBytes(large);
        StateReader in = new StateReader(
                new StateWriter().writeVarint(1).writeBlob(large).writeDouble(2).toBytes());
        assertThat(in.readVarint()).isEqualTo(1);
        assertThat(in.readBlob()).isEqualTo(large);
        assertThat(in.readDouble()).isEqualTo(2);
    }

    @Test
    void mixedValuesAreReadBackInOrder() {
        SplittableRandom random = new SplittableRandom(20261123);
        for (int run = 0; run < 1_000; run++) {
            long[] varints =
                    random.longs(20).map(bits -> bits >> random.nextInt(64)).toArray();
            Vec vector = Vec.of(random.doubles(20, -1e9, 1e9).toArray());
            StateReader in = new StateReader(new StateWriter()
                    .writeVarints(varints)
                    .writeSparseVector(vector)
                    .writeText("end")
                    .toBytes());
            long[] read = new long[varints.length];
            in.readVarints(read);
            assertThat(read).isEqualTo(varints);
            assertThat(in.readSparseVector()).isEqualTo(vector);
            assertThat(in.readText()).isEqualTo("end");
        }
    }
}
