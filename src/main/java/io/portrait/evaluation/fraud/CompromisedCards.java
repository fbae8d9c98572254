package io.portrait.evaluation.fraud;

import java.util.HashMap;
import java.util.Map;

/**
 * Which cards are known as compromised on a day, and so are on nobody's list any more: those with a fraud from the first
 * day of the training week on up to the day before the labels' delay, as in the handbook's {@code get_train_test_set}.
 */
final class CompromisedCards {

    private final long firstDay;
    private final int delayDays;
    private final Map<Integer, Long> earliestFraudDay = new HashMap<>();

    /**
     * Nothing known yet.
     *
     * @param firstDay earlier frauds do not count: their cards were replaced
     * @param delayDays how late labels come
     */
    CompromisedCards(long firstDay, int delayDays) {
        this.firstDay = firstDay;
        this.delayDays = delayDays;
    }

    void addFraud(int card, long day) {
        if (day >= firstDay) {
            earliestFraudDay.merge(card, day, Math::min);
        }
    }

    boolean isCompromised(int card, long day) {
        return earliestFraudDay.getOrDefault(card, Long.MAX_VALUE) < day - delayDays;
    }
}
