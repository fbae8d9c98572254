package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tests of the AES-CTR stream. Reference values: {@code openssl enc -aes-256-ctr -K 000102…1f -iv 0} over zeros. */
class AesCtrRandomTest {

    @Test
    void isTheAesCounterStreamInBigEndianLongs() {
        AesCtrRandom bits = AesCtrRandom.of(TestRandomness.COUNTING_KEY);
        assertThat(LongStream.generate(bits::nextLong).limit(4))
                .containsExactly(0xf29000b62a499fd0L, 0xa9f39a6add2e7780L, 0xf05d76ae4ab99fe5L, 0xa6f69b3148c2363dL);
    }

    @Test
    void continuesWithoutAGapAfterARefill() {
        AesCtrRandom bits = AesCtrRandom.of(TestRandomness.COUNTING_KEY);
        long[] stream = LongStream.generate(bits::nextLong).limit(513).toArray();
        assertThat(stream[1024 / 8]).isEqualTo(0x1ff19341edce8e0cL);
        assertThat(stream[4096 / 8]).isEqualTo(0x512e5630d1ac5d4fL);
    }

    @Test
    void drawsTheReferenceValuesBelowABound() {
        AesCtrRandom small = AesCtrRandom.of(TestRandomness.COUNTING_KEY);
        assertThat(LongStream.generate(() -> small.nextBelow(10)).limit(16))
                .containsExactly(9L, 6L, 9L, 6L, 0L, 0L, 8L, 5L, 3L, 2L, 6L, 3L, 9L, 8L, 3L, 2L);
        AesCtrRandom large = AesCtrRandom.of(TestRandomness.COUNTING_KEY);
        assertThat(LongStream.generate(() -> large.nextBelow(3L << 61)).limit(4))
                .containsExactly(6495048837332573173L, 4511615283953718358L, 398221342604833126L, 233975472710530713L);
    }

    /** With this bound, draws without rejection would have the residues 3/8, 3/8, 2/8. False-alarm rate 1e-9. */
    @Test
    void isUnbiasedBelowABoundThatDoesNotDivideThe64Bits() {
        AesCtrRandom bits = TestRandomness.bits(1);
        long[] residues = LongStream.generate(() -> bits.nextBelow(3L << 61) % 3)
                .limit(DkwBound.SAMPLES)
                .toArray();
        assertThat(DkwBound.distance(residues, r -> (r + 1) / 3.0)).isLessThan(DkwBound.THRESHOLD);
    }

    @Test
    void rejectsKeysOfAnotherLengthAndBoundsBelowOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AesCtrRandom.of(new byte[16]))
                .withMessageContaining("32");
        AesCtrRandom bits = TestRandomness.bits(1);
        assertThatIllegalArgumentException().isThrownBy(() -> bits.nextBelow(0)).withMessageContaining("0");
    }
}
