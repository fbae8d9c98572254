package io.portrait.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RatioIntervalTest {

    private static final int TRIALS = 4_000;

    @Test
    void theIntervalOfARatioAndOfItsInverseAreInverse() {
        RatioInterval interval = RatioInterval.of(List.of(1.1, 1.3, 1.2, 1.0));
        RatioInterval inverse = RatioInterval.of(List.of(1 / 1.1, 1 / 1.3, 1 / 1.2, 1.0));
        assertThat(interval.mean()).isCloseTo(StrictMath.sqrt(StrictMath.sqrt(1.1 * 1.3 * 1.2)), within(1e-12));
        assertThat(interval.low() * inverse.high()).isCloseTo(1, within(1e-12));
        assertThat(interval.high() * inverse.low()).isCloseTo(1, within(1e-12));
    }

    /** The share of intervals that miss the truth has a standard error of 0.35 %. */
    @Test
    void theIntervalContainsTheTruthIn95PercentOfTheTrials() {
        SplittableRandom random = new SplittableRandom(1);
        long misses = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            List<Double> ratios = Stream.generate(() -> StrictMath.exp(0.1 * random.nextGaussian()))
                    .limit(5)
                    .toList();
            RatioInterval interval = RatioInterval.of(ratios);
            misses += interval.low() > 1 || interval.high() < 1 ? 1 : 0;
        }
        assertThat((double) misses / TRIALS).isCloseTo(0.05, within(0.015));
    }

    @Test
    void oneRatioHasNoInterval() {
        assertThatThrownBy(() -> RatioInterval.of(List.of(1.0))).isInstanceOf(IllegalArgumentException.class);
    }
}
