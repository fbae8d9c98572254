package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the noise derivation. Reference values: an independent script with its own layout, HMAC and sampler. */
class EpochNoiseTest {

    private static final NoiseKey KEY = NoiseKey.of(TestRandomness.COUNTING_KEY);
    private static final ProfilePrivacyParameters PARAMETERS = ProfilePrivacyParameters.DEFAULT;
    private static final EpochSums EXACT = new EpochSums(1, 2, 20_000, LongVec.of(65_536, 0, -3));

    @Test
    void writesTheHmacInputAsDocumented() {
        assertThat(HexFormat.of().formatHex(EpochNoise.hmacInput("cell", EXACT)))
                .isEqualTo("63656c6c" + "00000001" + "00000002" + "0000000000004e20" + "00000003" + "0000000000010000"
                        + "0000000000000000" + "fffffffffffffffd");
    }

    @Test
    void derivesTheStreamKeyByHmac() {
        assertThat(HexFormat.of().formatHex(KEY.hmac(EpochNoise.hmacInput("cell", EXACT))))
                .isEqualTo("93f1d5f1aac675ca9e37868f4bf06ff3b1648ebf91c7409325d4c9531de509f2");
    }

    @Test
    void drawsTheReferenceValues() {
        assertThat(EpochNoise.draw(EXACT, KEY, PARAMETERS))
                .isEqualTo(new EpochNoise(LongVec.of(-17_823, -64_703, -1_483), LongVec.of(67_423, -157_269, -1_617)));
        assertThat(EpochNoise.draw(EpochSums.ofIdleEpoch(1, 2, 20_001, 3), KEY, PARAMETERS))
                .isEqualTo(new EpochNoise(LongVec.of(-117_438, -587, -48_481), LongVec.of(-345_519, -587, -59_499)));
    }

    @Test
    void givesEqualSumsEqualNoise() {
        EpochSums equal = new EpochSums(1, 2, 20_000, LongVec.of(65_536, 0, -3));
        assertThat(EpochNoise.draw(equal, NoiseKey.of(TestRandomness.COUNTING_KEY.clone()), PARAMETERS))
                .isEqualTo(EpochNoise.draw(EXACT, KEY, PARAMETERS));
    }

    /** Two independent draws of three coordinates are equal with probability below 1e-14. */
    @Test
    void givesDifferentSumsDifferentNoise() {
        List<EpochSums> others = List.of(
                EXACT,
                new EpochSums(2, 2, 20_000, EXACT.sums()),
                new EpochSums(1, 3, 20_000, EXACT.sums()),
                new EpochSums(1, 2, 20_001, EXACT.sums()),
                new EpochSums(1, 2, 20_000, LongVec.of(65_536, 0, -4)),
                new EpochSums(1, 2, 20_000, LongVec.of(65_536, -3, 0)));
        assertThat(others.stream()
                        .map(sums -> EpochNoise.draw(sums, KEY, PARAMETERS))
                        .distinct())
                .hasSize(others.size());
        assertThat(EpochNoise.draw(EXACT, TestRandomness.noiseKey(1, 1), PARAMETERS))
                .isNotEqualTo(EpochNoise.draw(EXACT, KEY, PARAMETERS));
    }

    @Test
    void anAppendedZeroChangesTheNoiseOfEveryCoordinate() {
        EpochSums longer = new EpochSums(1, 2, 20_000, LongVec.of(65_536, 0, -3, 0));
        LongVec noise = EpochNoise.draw(longer, KEY, PARAMETERS).partnerNoise();
        assertThat(noise.size()).isEqualTo(4);
        assertThat(noise.get(0)).isNotEqualTo(-17_823);
    }

    @Test
    void rejectsSumsOutOfBounds() {
        LongVec one = LongVec.zeros(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EpochSums(-1, 0, 0, one))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EpochSums(0, -1, 0, one))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EpochSums(0, 0, -1, one))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpochSums.ofIdleEpoch(0, 0, 0, 65))
                .withMessageContaining("64");
        assertThatIllegalArgumentException().isThrownBy(() -> new EpochSums(0, 0, 0, LongVec.of((1L << 53) + 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new EpochSums(0, 0, 0, LongVec.of(Long.MIN_VALUE)));
    }

    @Test
    void aNoiseKeyHidesItsBytesAndKeepsNoArrayOfItsCaller() {
        byte[] bytes = TestRandomness.COUNTING_KEY.clone();
        NoiseKey key = NoiseKey.of(bytes);
        bytes[0] = 99;
        assertThat(EpochNoise.draw(EXACT, key, PARAMETERS)).isEqualTo(EpochNoise.draw(EXACT, KEY, PARAMETERS));
        assertThat(key).hasToString("NoiseKey[hidden]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseKey.of(new byte[31]))
                .withMessageContaining("31");
    }
}
