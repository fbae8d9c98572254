package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LongVecTest {

    @Test
    void doesNotShareTheCallersArray() {
        long[] values = {1, 2};
        LongVec vec = LongVec.of(values);
        values[0] = 9;
        assertThat(vec)
                .isEqualTo(LongVec.of(1, 2))
                .hasSameHashCodeAs(LongVec.of(1, 2))
                .hasToString("[1, 2]");
    }

    @Test
    void addsExactly() {
        assertThat(LongVec.of(1, -2).plus(LongVec.of(3, 4))).isEqualTo(LongVec.of(4, 2));
        LongVec full = LongVec.of(Long.MAX_VALUE);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> full.plus(LongVec.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> full.plus(LongVec.zeros(2)));
    }
}
