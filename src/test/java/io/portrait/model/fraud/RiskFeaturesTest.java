package io.portrait.model.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import java.util.Random;
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
