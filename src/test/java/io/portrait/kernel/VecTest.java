package io.portrait.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VecTest {

    @Test
    void copiesTheCallersArrays() {
        double[] given = {1, 2};
        Vec vec = Vec.of(given);
        given[0] = 9;
        vec.toArray()[1] = 9;
        assertThat(vec).isEqualTo(Vec.of(1, 2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void rejectsNonFiniteValues(double bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vec.of(0, bad))
                .withMessage("element 1 is %s, must be finite", bad);
        assertThatIllegalArgumentException().isThrownBy(() -> Vec.adopt(new double[] {bad}));
        assertThatIllegalArgumentException().isThrownBy(() -> Vec.of(1).map(x -> bad));
    }

    @Test
    void rejectsAnOverflow() {
        Vec largest = Vec.of(Double.MAX_VALUE);
        assertThatIllegalArgumentException().isThrownBy(() -> largest.plus(1, largest));
    }

    @Test
    void addsAndMultiplies() {
        Vec a = Vec.of(1, 2, 3);
        Vec b = Vec.of(4, -5, 6);
        assertThat(a.dot(b)).isEqualTo(12);
        assertThat(a.plus(-2, b)).isEqualTo(Vec.of(-7, 12, -9));
        assertThat(a.map(x -> x * x)).isEqualTo(Vec.of(1, 4, 9));
        assertThat(a).isEqualTo(Vec.of(1, 2, 3));
    }

    @Test
    void rejectsVectorsOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vec.of(1).dot(Vec.of(1, 2)))
                .withMessage("sizes differ: 1 and 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Vec.of(1).plus(1, Vec.zeros(0)));
    }

    @Test
    void isEqualBitForBit() {
        assertThat(Vec.of(0.1, 0.2)).isEqualTo(Vec.of(0.1, 0.2)).hasSameHashCodeAs(Vec.of(0.1, 0.2));
        assertThat(Vec.of(0.0)).isNotEqualTo(Vec.of(-0.0));
        assertThat(Vec.of(1)).isNotEqualTo(Vec.of(1, 0));
        assertThat(Vec.of()).isEqualTo(Vec.zeros(0));
        assertThat(Vec.zeros(2)).isEqualTo(Vec.of(0, 0));
    }

    @Test
    void exposesItsValues() {
        Vec vec = Vec.of(3, 4);
        double[] target = new double[4];
        vec.copyInto(target, 1);
        assertThat(target).containsExactly(0, 3, 4, 0);
        assertThat(vec.stream().toArray()).containsExactly(3, 4);
        assertThat(vec.size()).isEqualTo(2);
        assertThat(vec.get(1)).isEqualTo(4);
        assertThat(vec).hasToString("[3.0, 4.0]");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> vec.get(2));
    }
}
