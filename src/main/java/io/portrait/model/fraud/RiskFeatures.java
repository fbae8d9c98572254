package io.portrait.model.fraud;

import io.portrait.kernel.Vec;
import io.portrait.model.fraud.TerminalHistory.FraudRun;
import java.util.List;

/**
 * Features of a payment for fraud detection: from its amount and time and from the histories of its card and terminal
 * before it. Pure; O(days of the histories).
 *
 * <p>Features marked "known" count labels that have arrived, over a window that is one week longer than its name says,
 * because labels usually arrive a week late. Logarithms are ln(1 + x).
 *
 * <pre>
 *   0  amount-log         / 5
 *   1  amount             / 100, at most 4
 *   2  amount-high        (amount − 220) / 10, in [−1, 1]
 *   3  z                  (amount − mean) / deviation of the card, in [−3, 9], / 3
 *   4  z-log              sgn(z) log|z| / 1.5
 *   5  week-ratio         log of (1 + amount) / (1 + mean of the card's last 7 days), in [−3, 3], / 1.5
 *   6…8   card-count-1/7/30     log / 2, 3, 4.5
 *   9…11  card-mean-1/7/30      log / 5
 *  12  card-outlier-days  log; days of the last 14 with a payment above mean + 3 deviations
 *  13  card-frauds-30     log; known
 *  14  card-gap           log of the hours since the last payment / 4; 1 for the first
 *  15…17 terminal-count-1/7/30  log / 1.5, 2.5, 4
 *  18…20 terminal-rate-1/7/30   known frauds / (known + ½)
 *  21  terminal-frauds-30 log / 3; known
 *  22  run-rate           share of frauds on the newest day with known labels
 *  23  run-age            days since the first day of the run of fraud days at that day, / 20 − 0.3; 0 without a run
 *  24  run-days           log of the number of fraud days in the run / 2
 *  25  weekend            1 on Saturday and Sunday, UTC
 *  26  night              1 before 6 o'clock, UTC
 * </pre>
 */
public final class RiskFeatures {

    /** The version of the features; it rises with every change of a feature's meaning. */
    public static final int VERSION = 1;

    private static final List<String> NAMES = List.of(
            "amount-log",
            "amount",
            "amount-high",
            "z",
            "z-log",
            "week-ratio",
            "card-count-1",
            "card-count-7",
            "card-count-30",
            "card-mean-1",
            "card-mean-7",
            "card-mean-30",
            "card-outlier-days",
            "card-frauds-30",
            "card-gap",
            "terminal-count-1",
            "terminal-count-7",
            "terminal-count-30",
            "terminal-rate-1",
            "terminal-rate-7",
            "terminal-rate-30",
            "terminal-frauds-30",
            "run-rate",
            "run-age",
            "run-days",
            "weekend",
            "night");

    /** The number of features. */
    public static final int SIZE = 27;

    /** The usual delay of labels. */
    private static final int LABEL_DELAY_DAYS = 7;

    private static final double HIGH_AMOUNT = 220;
    private static final int NIGHT_END_HOUR = 6;

    private final double[] x = new double[SIZE];
    private int next;

    private RiskFeatures() {}

    /** The names of the features, by index. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The features of a payment.
     *
     * @param card history of the card before the payment
     * @param terminal history of the terminal before the payment
     * @return {@value #SIZE} numbers, most of them in [−1, 1], all in [−2, 8]
     */
    public static Vec of(Payment payment, CardHistory card, TerminalHistory terminal) {
        RiskFeatures features = new RiskFeatures();
        features.addAmount(payment, card);
        features.addCard(payment, card);
        features.addTerminal(payment.day(), terminal);
        features.addRun(payment.day(), terminal.run(payment.day()));
        features.add(payment.isOnWeekend() ? 1 : 0);
        features.add(payment.hour() < NIGHT_END_HOUR ? 1 : 0);
        return Vec.adopt(features.x);
    }

    private void addAmount(Payment payment, CardHistory card) {
        double amount = payment.cents() / 100.0;
        double z = (amount - card.mean()) / card.deviation();
        add(StrictMath.log1p(amount) / 5);
        add(Math.min(amount / 100, 4));
        add(Math.clamp((amount - HIGH_AMOUNT) / 10, -1, 1));
        add(Math.clamp(z, -3, 9) / 3);
        add(Math.clamp(Math.signum(z) * StrictMath.log1p(Math.abs(z)) / 1.5, -2, 8));
        add(Math.clamp(StrictMath.log((1 + amount) / (1 + card.mean(payment.day(), 7))), -3, 3) / 1.5);
    }

    private void addCard(Payment payment, CardHistory card) {
        long day = payment.day();
        add(log(card.payments(day, 1)) / 2);
        add(log(card.payments(day, 7)) / 3);
        add(log(card.payments(day, 30)) / 4.5);
        add(StrictMath.log1p(card.mean(day, 1)) / 5);
        add(StrictMath.log1p(card.mean(day, 7)) / 5);
        add(StrictMath.log1p(card.mean(day, 30)) / 5);
        add(StrictMath.log1p(card.daysWithPaymentAbove(card.mean() + 3 * card.deviation(), day, 14)));
        add(log(card.frauds(day, 32)));
        add(Math.min(
                StrictMath.log1p(card.hoursSinceLast(payment.atMicros(), Math.E * Math.E * Math.E * Math.E - 1)) / 4,
                4));
    }

    private void addTerminal(long day, TerminalHistory terminal) {
        add(Math.min(log(terminal.payments(day, 1)) / 1.5, 8));
        add(Math.min(log(terminal.payments(day, 7)) / 2.5, 8));
        add(Math.min(log(terminal.payments(day, 30)) / 4, 8));
        add(terminal.fraudRate(day, 1 + 1 + LABEL_DELAY_DAYS));
        add(terminal.fraudRate(day, 7 + LABEL_DELAY_DAYS));
        add(terminal.fraudRate(day, 30 + LABEL_DELAY_DAYS));
        add(Math.min(log(terminal.frauds(day, 30 + LABEL_DELAY_DAYS)) / 3, 8));
    }

    private void addRun(long day, FraudRun run) {
        add(run.newestRate());
        add(run.days() == 0 ? 0 : (day - run.firstDay()) / 20.0 - 0.3);
        add(StrictMath.log1p(run.days()) / 2);
    }

    private static double log(long count) {
        return StrictMath.log1p((double) count);
    }

    private void add(double feature) {
        x[next++] = feature;
    }
}
