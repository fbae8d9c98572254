package io.portrait.model.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RiskFeaturesTest {

    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long HOUR_MICROS = 3_600_000_000L;

    /** 2018-04-01, a Sunday, is day 17,622. */
    private static final long SUNDAY = 17_622 * DAY_MICROS;

    @Test
    void namesEveryFeature() {
        assertThat(RiskFeatures.names()).hasSize(RiskFeatures.SIZE).doesNotHaveDuplicates();
    }

    /** Each feature of one payment, computed by hand from the definitions at {@link RiskFeatures}. */
    @Test
    void everyFeatureFollowsItsDefinition() {
        long today = SUNDAY + DAY_MICROS;
        CardHistory card = CardHistory.EMPTY;
        for (int i = 0; i < 20; i++) {
            card = card.withPayment(new Payment(today - 20 * DAY_MICROS, 20));
        }
        Payment fraud = new Payment(today - DAY_MICROS, 50);
        card = card.withPayment(new Payment(today - 10 * DAY_MICROS, 300))
                .withPayment(fraud)
                .withPayment(new Payment(today + 2 * HOUR_MICROS, 100))
                .withLabel(fraud, true)
                .withLabel(new Payment(today, 100), false);

        Vec x = RiskFeatures.of(new Payment(today + 10 * HOUR_MICROS, 224), card, terminalWithFrauds(today));

        double mean = (850 + 2 * 54) / 25.0;
        double deviation = Math.sqrt((110_500 - 850 * 850 / 23.0 + 2 * 27 * 27) / 25 + 25);
        double z = (224 - mean) / deviation;
        assertThat(x.toArray())
                .containsExactly(
                        new double[] {
                            Math.log(225) / 5,
                            2.24,
                            0.4,
                            z / 3,
                            Math.log(1 + z) / 1.5,
                            Math.log(225 / 76.0) / 1.5,
                            Math.log(2) / 2,
                            Math.log(3) / 3,
                            Math.log(24) / 4.5,
                            Math.log(101) / 5,
                            Math.log(76) / 5,
                            Math.log(1 + 850 / 23.0) / 5,
                            Math.log(2),
                            Math.log(2),
                            Math.log(9) / 4,
                            Math.log(3) / 1.5,
                            Math.log(4) / 2.5,
                            Math.log(5) / 4,
                            1 / 2.5,
                            2 / 3.5,
                            3 / 4.5,
                            Math.log(4) / 3,
                            0.5,
                            35 / 20.0 - 0.3,
                            Math.log(4) / 2,
                            0,
                            0
                        },
                        within(1e-12));
    }

    /** Payments 0, 0, 3 and 20 days ago; labels of 8, 8, 12 and 35 days ago, of which one is not a fraud. */
    private static TerminalHistory terminalWithFrauds(long today) {
        TerminalHistory terminal = TerminalHistory.EMPTY;
        for (int daysAgo : new int[] {0, 0, 3, 20}) {
            terminal = terminal.withPayment(new Payment(today - daysAgo * DAY_MICROS, 1));
        }
        for (int daysAgo : new int[] {8, 12, 35}) {
            terminal = terminal.withLabel(new Payment(today - daysAgo * DAY_MICROS, 1), true);
        }
        return terminal.withLabel(new Payment(today - 8 * DAY_MICROS, 1), false);
    }

    /** The buckets were computed by another program from the definition. */
    @Test
    void crossesAreHashedAsDefined() {
        Vec x = Vec.of(IntStream.range(0, RiskFeatures.SIZE)
                .mapToDouble(i -> (i - 13) / 4.0)
                .toArray());
        int[] buckets = {
            6, 14, 27, 46, 67, 102, 113, 124, 146, 177, 183, 236, 246, 255, 285, 311, 346, 355, 403, 409, 428, 434, 441,
            574, 601, 658, 664, 702, 719, 772, 814, 828, 839, 921, 942, 946, 965, 973, 986, 997
        };
        double[] expected = new double[RiskFeatureCrosses.SIZE];
        IntStream.of(buckets).forEach(bucket -> expected[bucket] = 1);
        assertThat(RiskFeatureCrosses.of(x)).isEqualTo(Vec.of(expected));
    }

    @Test
    void anUnusualAmountOfACardRaisesItsFeatures() {
        CardHistory card = CardHistory.EMPTY;
        for (int i = 1; i <= 8; i++) {
            card = card.withPayment(new Payment(SUNDAY - i * DAY_MICROS, 54));
        }
        Vec x = RiskFeatures.of(new Payment(SUNDAY + 3 * HOUR_MICROS, 154), card, TerminalHistory.EMPTY);
        // mean 54, deviation √(2 · 27² / 10 + 25)
        assertThat(of(x, "z")).isCloseTo(100 / Math.sqrt(145.8 + 25) / 3, within(1e-12));
        assertThat(of(x, "week-ratio")).isCloseTo(Math.log(155.0 / 55) / 1.5, within(1e-12));
        assertThat(of(x, "card-count-7")).isCloseTo(Math.log(7) / 3, within(1e-12));
        assertThat(of(x, "card-gap")).isCloseTo(Math.log(28) / 4, within(1e-12));
        assertThat(of(x, "weekend")).isEqualTo(1);
        assertThat(of(x, "night")).isEqualTo(1);
        assertThat(of(x, "amount-high")).isEqualTo(-1);
    }

    @Test
    void knownFraudsOfATerminalRaiseItsFeatures() {
        TerminalHistory terminal = TerminalHistory.EMPTY;
        for (int i = 8; i <= 10; i++) {
            Payment payment = new Payment(SUNDAY - i * DAY_MICROS, 20);
            terminal = terminal.withPayment(payment).withLabel(payment, true);
        }
        Vec x = RiskFeatures.of(new Payment(SUNDAY, 20), CardHistory.EMPTY, terminal);
        assertThat(of(x, "terminal-rate-1")).isCloseTo(1 / 1.5, within(1e-12));
        assertThat(of(x, "terminal-rate-7")).isCloseTo(3 / 3.5, within(1e-12));
        assertThat(of(x, "run-rate")).isEqualTo(1);
        assertThat(of(x, "run-age")).isCloseTo(10 / 20.0 - 0.3, within(1e-12));
        assertThat(of(x, "card-gap")).isCloseTo(1, within(1e-12));
        assertThat(of(x, "terminal-count-1")).isZero();
    }

    @Test
    void everyPaymentHasFiniteFeaturesInTheirRange() {
        Random random = new Random(4);
        CardHistory card = CardHistory.EMPTY;
        TerminalHistory terminal = TerminalHistory.EMPTY;
        for (int i = 0; i < 10_000; i++) {
            long at = SUNDAY + (long) (200.0 * DAY_MICROS * (random.nextDouble() - 0.1));
            Payment payment = new Payment(at, Math.pow(10, 320 * random.nextDouble() - 12) % Double.MAX_VALUE);
            Vec x = RiskFeatures.of(payment, card, terminal);
            assertThat(x.stream()).allMatch(value -> value >= -2 && value <= 8);
            assertThat(RiskFeatureCrosses.of(x).stream().sum()).isEqualTo(RiskFeatures.SIZE + 13);
            card = card.withPayment(payment).withLabel(payment, i % 3 == 0);
            terminal = terminal.withPayment(payment).withLabel(payment, i % 5 == 0);
        }
    }

    private static double of(Vec x, String name) {
        return x.get(RiskFeatures.names().indexOf(name));
    }
}
