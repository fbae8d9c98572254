package io.portrait.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {

    @Test
    void acceptValuesUpToTheBounds() {
        assertThat(Checks.requireWithin("x", 0.5, 0.5, 1.0)).isEqualTo(0.5);
        assertThat(Checks.requireWithin("x", 1.0, 0.5, 1.0)).isEqualTo(1.0);
        assertThat(Checks.requireWithin("n", -3, -3, 7)).isEqualTo(-3);
        assertThat(Checks.requireWithin("n", 7, -3, 7)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.1, 1.0000000000000002})
    void rejectDoublesOutsideTheBounds(double bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.requireWithin("share", bad, 0, 1))
                .withMessage("share must be in [0.0, 1.0], is " + bad);
    }

    @Test
    void rejectIntegersOutsideTheBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.requireWithin("limit", 0, 1, 10))
                .withMessage("limit must be in [1, 10], is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Checks.requireWithin("limit", 11, 1, 10));
    }
}
