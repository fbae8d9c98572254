package io.portrait.model.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PaymentHistoriesTest {

    private static final long DAY_MICROS = 86_400_000_000L;

    /** Payments and their labels over 90 days, which is longer than any history. */
    private static List<Payment> payments() {
        Random random = new Random(3);
        List<Payment> payments = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            payments.add(new Payment(
                    (long) (17_600 * DAY_MICROS + 90.0 * DAY_MICROS * random.nextDouble()), 100 * random.nextDouble()));
        }
        return payments;
    }

    @Test
    void aCardsHistoryIsTheSameInAnyOrder() {
        List<UnaryOperator<CardHistory>> steps = new ArrayList<>();
        for (Payment payment : payments()) {
            steps.add(history -> history.withPayment(payment));
            steps.add(history -> history.withLabel(payment, payment.amount() > 90));
        }
        CardHistory expected = fold(CardHistory.EMPTY, steps);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(steps, new Random(seed));
            assertThat(fold(CardHistory.EMPTY, steps)).isEqualTo(expected);
        }
        assertThat(CardHistory.of(expected.numbers())).isEqualTo(expected);
        assertThat(expected.numbers()).hasSize(CardHistory.SIZE);
    }

    @Test
    void historiesOfDifferentPaymentsDiffer() {
        Payment payment = payments().getFirst();
        assertThat(CardHistory.EMPTY.withPayment(payment)).isNotEqualTo(CardHistory.EMPTY);
        assertThat(CardHistory.EMPTY.withLabel(payment, true)).isNotEqualTo(CardHistory.EMPTY);
        assertThat(CardHistory.EMPTY.withLabel(payment, false)).isEqualTo(CardHistory.EMPTY);
        assertThat(TerminalHistory.EMPTY.withPayment(payment)).isNotEqualTo(TerminalHistory.EMPTY);
        assertThat(TerminalHistory.EMPTY.withLabel(payment, false)).isNotEqualTo(TerminalHistory.EMPTY);
    }

    @Test
    void calendarIsInUtc() {
        Payment saturday = new Payment(2 * DAY_MICROS + 5 * 3_600_000_000L, 1); // 1970-01-03, 05:00
        assertThat(saturday.isOnWeekend()).isTrue();
        assertThat(saturday.hour()).isEqualTo(5);
        assertThat(new Payment(DAY_MICROS, 1).isOnWeekend()).isFalse();
        assertThat(new Payment(4 * DAY_MICROS, 1).isOnWeekend()).isFalse();
    }

    @Test
    void aTerminalsHistoryIsTheSameInAnyOrder() {
        List<UnaryOperator<TerminalHistory>> steps = new ArrayList<>();
        for (Payment payment : payments()) {
            steps.add(history -> history.withPayment(payment));
            steps.add(history -> history.withLabel(payment, payment.amount() > 50));
        }
        TerminalHistory expected = fold(TerminalHistory.EMPTY, steps);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(steps, new Random(seed));
            assertThat(fold(TerminalHistory.EMPTY, steps)).isEqualTo(expected);
        }
        assertThat(TerminalHistory.of(expected.numbers())).isEqualTo(expected);
        assertThat(expected.numbers()).hasSize(TerminalHistory.SIZE);
    }

    @Test
    void windowsCountExactlyTheirDays() {
        CardHistory history = CardHistory.EMPTY
                .withPayment(on(100, 10))
                .withPayment(on(94, 20))
                .withPayment(on(93, 40));
        assertThat(history.payments(100, 1)).isEqualTo(1);
        assertThat(history.payments(100, 7)).isEqualTo(2);
        assertThat(history.payments(100, 30)).isEqualTo(3);
        assertThat(history.mean(100, 7)).isEqualTo(15);
        assertThat(history.payments(132, 30)).isZero();
    }

    @Test
    void paymentsOlderThanTheBufferAreDropped() {
        CardHistory history = CardHistory.EMPTY
                .withPayment(on(100, 10))
                .withPayment(on(140, 10))
                .withPayment(on(100, 10));
        assertThat(history.payments(140, 32)).isEqualTo(1);
        assertThat(history.payments(100, 1)).isZero();
    }

    @Test
    void meanAndDeviationIncludeThePrior() {
        CardHistory history = CardHistory.EMPTY.withPayment(on(1, 20)).withPayment(on(2, 40));
        // (20 + 40 + 2 · 54) / 4;  √((2 · 10² + 2 · 27²) / 4 + 5²)
        assertThat(history.mean()).isEqualTo(42);
        assertThat(history.deviation()).isCloseTo(Math.sqrt((200 + 1458) / 4.0 + 25), within(1e-12));
    }

    @Test
    void aFraudRunStartsOnItsFirstDay() {
        TerminalHistory history = TerminalHistory.EMPTY
                .withLabel(on(90, 1), false)
                .withLabel(on(92, 1), true)
                .withLabel(on(95, 1), true)
                .withLabel(on(95, 1), true)
                .withLabel(on(95, 1), false);
        assertThat(history.run(100)).isEqualTo(new TerminalHistory.FraudRun(2, 92, 2.0 / 3));
        assertThat(history.withLabel(on(96, 1), false).run(100)).isEqualTo(new TerminalHistory.FraudRun(0, 0, 0));
        assertThat(TerminalHistory.EMPTY.run(100)).isEqualTo(TerminalHistory.FraudRun.NONE);
    }

    @Test
    void rejectsNumbersOfWrongLengthAndNegativeAmounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CardHistory.of(TerminalHistory.EMPTY.numbers()))
                .withMessageContaining("numbers");
        assertThatIllegalArgumentException().isThrownBy(() -> on(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> on(1, Double.NaN));
    }

    private static Payment on(long day, double amount) {
        return new Payment(day * DAY_MICROS, amount);
    }

    private static <T> T fold(T start, List<UnaryOperator<T>> steps) {
        T state = start;
        for (UnaryOperator<T> step : steps) {
            state = step.apply(state);
        }
        return state;
    }
}
