package io.portrait.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.evaluation.drift.DriftDetector.MeanChange;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses are 0 or 1 (Bernoulli), the noisiest there are within [0, 1]. Seeds are fixed: 0 to 49. */
class DriftDetectorTest {

    private static final int STREAMS = 50;
    private static final int LOSSES_BEFORE_CHANGE = 5_000;

    static Stream<Arguments> detectors() {
        return Stream.of(
                Arguments.of("adwin", (Supplier<DriftDetector>) () -> new Adwin(0.002), 400, 2_500),
                Arguments.of("page-hinkley", (Supplier<DriftDetector>) () -> new PageHinkley(0.05, 30), 400, 2_500));
    }

    /** At most one alarm in 50 streams of 20,000 losses: a rate below 10⁻⁶ a loss. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("detectors")
    void raisesNoAlarmOnAConstantMean(
            String name, Supplier<DriftDetector> detector, int maxAbruptDelay, int maxGradualDelay) {
        int alarms = 0;
        for (int seed = 0; seed < STREAMS; seed++) {
            alarms += alarms(detector.get(), seed, 20_000, i -> 0.2);
        }
        assertThat(alarms).as(name).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("detectors")
    void detectsAnAbruptRise(String name, Supplier<DriftDetector> detector, int maxAbruptDelay, int maxGradualDelay) {
        for (int seed = 0; seed < STREAMS; seed++) {
            int delay = delay(detector.get(), seed, i -> i < LOSSES_BEFORE_CHANGE ? 0.2 : 0.5);
            assertThat(delay).as("%s, seed %d", name, seed).isBetween(0, maxAbruptDelay);
        }
    }

    /** From 0.2 to 0.5 over 2,000 losses. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("detectors")
    void detectsAGradualRise(String name, Supplier<DriftDetector> detector, int maxAbruptDelay, int maxGradualDelay) {
        for (int seed = 0; seed < STREAMS; seed++) {
            int delay = delay(
                    detector.get(), seed, i -> 0.2 + 0.3 * Math.clamp((i - LOSSES_BEFORE_CHANGE) / 2_000.0, 0, 1));
            assertThat(delay).as("%s, seed %d", name, seed).isBetween(0, maxGradualDelay);
        }
    }

    @Test
    void adwinDetectsAFall() {
        Adwin adwin = new Adwin(0.002);
        Random random = new Random(1);
        MeanChange last = MeanChange.NONE;
        for (int i = 0; i < 2 * LOSSES_BEFORE_CHANGE; i++) {
            MeanChange change = adwin.add(random.nextDouble() < (i < LOSSES_BEFORE_CHANGE ? 0.5 : 0.2) ? 1 : 0);
            last = change == MeanChange.NONE ? last : change;
        }
        assertThat(last).isEqualTo(MeanChange.FALL);
    }

    @Test
    void adwinDropsTheLossesBeforeTheChange() {
        Adwin adwin = new Adwin(0.002);
        Random random = new Random(2);
        for (int i = 0; i < 2 * LOSSES_BEFORE_CHANGE; i++) {
            adwin.add(random.nextDouble() < (i < LOSSES_BEFORE_CHANGE ? 0.2 : 0.5) ? 1 : 0);
        }
        assertThat(adwin.mean()).isBetween(0.45, 0.55);
        assertThat(adwin.width()).isBetween((long) LOSSES_BEFORE_CHANGE - 500, (long) LOSSES_BEFORE_CHANGE + 500);
    }

    /** The window's sums are kept by buckets; they must stay those of the last losses. */
    @Test
    void adwinsWindowHoldsTheLastLosses() {
        Adwin adwin = new Adwin(0.002);
        double[] losses = new Random(3).doubles(10_000).toArray();
        for (double loss : losses) {
            adwin.add(loss);
        }
        double sum = 0;
        for (int i = losses.length - (int) adwin.width(); i < losses.length; i++) {
            sum += losses[i];
        }
        assertThat(Math.abs(adwin.mean() - sum / adwin.width())).isLessThan(1e-9);
    }

    private static int alarms(DriftDetector detector, int seed, int length, IntToDoubleFunction rate) {
        Random random = new Random(seed);
        int alarms = 0;
        for (int i = 0; i < length; i++) {
            double loss = random.nextDouble() < rate.applyAsDouble(i) ? 1 : 0;
            alarms += detector.add(loss) == MeanChange.RISE ? 1 : 0;
        }
        return alarms;
    }

    /** How many losses after the change began the first alarm came; −1 if before. */
    private static int delay(DriftDetector detector, int seed, IntToDoubleFunction rate) {
        Random random = new Random(seed);
        for (int i = 0; i < 3 * LOSSES_BEFORE_CHANGE; i++) {
            double loss = random.nextDouble() < rate.applyAsDouble(i) ? 1 : 0;
            if (detector.add(loss) == MeanChange.RISE) {
                return i < LOSSES_BEFORE_CHANGE ? -1 : i - LOSSES_BEFORE_CHANGE;
            }
        }
        return Integer.MAX_VALUE;
    }
}
