package io.portrait.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitMix64Test {

    /** Java's {@link SplittableRandom} is the same generator, read in sequence. */
    @Test
    void givesTheNumbersOfSplittableRandom() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 5; i++) {
            assertThat(SplitMix64.bits(42, i)).isEqualTo(random.nextLong());
        }
    }

    /** The expected values were computed by another program with 40 digits. */
    @Test
    void givesTheNumbersOfAnIndependentComputation() {
        SplitMix64 numbers = new SplitMix64(7);
        assertThat(numbers.uniform(0)).isCloseTo(0.3898297483912715, within(1e-16));
        assertThat(numbers.uniform(1)).isCloseTo(0.016788294528156222, within(1e-16));
        assertThat(numbers.normal(0)).isCloseTo(1.3649922974572282, within(1e-14));
        assertThat(numbers.normal(1)).isCloseTo(-0.396523975253818, within(1e-14));
        // the generator's published first output for the seed 1234567 is 6457827717110365317
        assertThat(SplitMix64.bits(1_234_567, 0)).isEqualTo(6457827717110365317L);
    }

    @Test
    void theTwoUniformNumbersDifferByAtMostOneStep() {
        SplitMix64 numbers = new SplitMix64(3);
        for (int i = 0; i < 1_000; i++) {
            assertThat(SplitMix64.unit(3, i)).isBetween(0.0, Math.nextDown(1.0));
            assertThat(numbers.uniform(i)).isCloseTo(SplitMix64.unit(3, i), within(0x1p-52));
        }
    }
}
