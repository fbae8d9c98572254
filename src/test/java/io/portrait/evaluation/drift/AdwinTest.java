package io.portrait.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.evaluation.drift.Adwin.MeanChange;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Losses are 0 or 1 (Bernoulli), which have the largest variance within [0, 1]. Seeds are fixed: 0 to 49. */
class AdwinTest {

    private static final int STREAMS = 50;
    private static final int LOSSES_BEFORE_CHANGE = 5_000;
    private static final int MAX_ABRUPT_DELAY = 400;
    private static final int MAX_GRADUAL_DELAY = 2_500;

    private static Adwin detector() {
        return new Adwin(0.002);
    }

    /** At most one alarm in 50 streams of 20,000 losses: a rate below 10⁻⁶ a loss. */
    @Test
    void raisesNoAlarmOnAConstantMean() {
        int alarms = 0;
        for (int seed = 0; seed < STREAMS; seed++) {
            alarms += alarms(detector(), seed, 20_000, i -> 0.2);
        }
        assertThat(alarms).as("alarms").isLessThanOrEqualTo(1);
    }

    @Test
    void detectsAnAbruptRise() {
        for (int seed = 0; seed < STREAMS; seed++) {
            int delay = delay(detector(), seed, i -> i < LOSSES_BEFORE_CHANGE ? 0.2 : 0.5);
            assertThat(delay).as("seed %d", seed).isBetween(0, MAX_ABRUPT_DELAY);
        }
    }

    /** From 0.2 to 0.5 over 2,000 losses. */
    @Test
    void detectsAGradualRise() {
        for (int seed = 0; seed < STREAMS; seed++) {
            int delay =
                    delay(detector(), seed, i -> 0.2 + 0.3 * Math.clamp((i - LOSSES_BEFORE_CHANGE) / 2_000.0, 0, 1));
            assertThat(delay).as("seed %d", seed).isBetween(0, MAX_GRADUAL_DELAY);
        }
    }

    @Test
    void detectsAFall() {
        Adwin adwin = detector();
        Random random = new Random(1);
        MeanChange last = MeanChange.NONE;
        for (int i = 0; i < 2 * LOSSES_BEFORE_CHANGE; i++) {
            MeanChange change = adwin.add(random.nextDouble() < (i < LOSSES_BEFORE_CHANGE ? 0.5 : 0.2) ? 1 : 0);
            last = change == MeanChange.NONE ? last : change;
        }
        assertThat(last).isEqualTo(MeanChange.FALL);
    }

    @Test
    void dropsTheLossesBeforeTheChange() {
        Adwin adwin = detector();
        Random random = new Random(2);
        for (int i = 0; i < 2 * LOSSES_BEFORE_CHANGE; i++) {
            adwin.add(random.nextDouble() < (i < LOSSES_BEFORE_CHANGE ? 0.2 : 0.5) ? 1 : 0);
        }
        assertThat(adwin.mean()).isBetween(0.45, 0.55);
        assertThat(adwin.width()).isBetween((long) LOSSES_BEFORE_CHANGE - 500, (long) LOSSES_BEFORE_CHANGE + 500);
    }

    /** The sums of the buckets must equal those of the last losses. */
    @Test
    void theWindowContainsTheLastLosses() {
        Adwin adwin = detector();
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

    private static int alarms(Adwin detector, int seed, int length, IntToDoubleFunction rate) {
        Random random = new Random(seed);
        int alarms = 0;
        for (int i = 0; i < length; i++) {
            double loss = random.nextDouble() < rate.applyAsDouble(i) ? 1 : 0;
            alarms += detector.add(loss) == MeanChange.RISE ? 1 : 0;
        }
        return alarms;
    }

    /** The number of losses between the start of the change and the first alarm; −1 for an alarm before the change. */
    private static int delay(Adwin detector, int seed, IntToDoubleFunction rate) {
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
