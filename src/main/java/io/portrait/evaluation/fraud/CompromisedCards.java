package io.portrait.evaluation.fraud;

import java.util.HashMap;
import java.util.Map;

/**
 * The cards that are known to be compromised on a day and are therefore excluded: those with a fraud between the first
 * day of the training week and the day before the label delay, as in {@code get_train_test_set} of the handbook.
 * Mutable.
 */
final class CompromisedCards {

    private final long firstDay;
    private final int delayDays;
    private final Map<Integer, Long> earliestFraudDay = new HashMap<>();

    /**
     * Creates an empty set.
     *
     * @param firstDay the first day whose frauds count; cards with earlier frauds have been replaced
     * @param delayDays the label delay in days
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
