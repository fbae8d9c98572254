package io.portrait.evaluate.fraud;

import java.util.HashMap;
import java.util.Map;

/**
 * Which cards are known as compromised on a day, and so are on nobody's list any more: those with a fraud from the first
 * day of the training week on up to the day before the labels' delay, as in the handbook's {@code get_train_test_set}.
 */
final class KnownFrauds {

    private final long firstDay;
    private final int delayDays;
    private final Map<Integer, Long> earliest = new HashMap<>();

    /**
     * Nothing known yet.
     *
     * @param firstDay earlier frauds do not count: their cards were replaced
     * @param delayDays how late labels come
     */
    KnownFrauds(long firstDay, int delayDays) {
        this.firstDay = firstDay;
        this.delayDays = delayDays;
    }

    void add(int card, long day) {
        if (day >= firstDay) {
            earliest.merge(card, day, Math::min);
        }
    }

    boolean isKnown(int card, long day) {
        return earliest.getOrDefault(card, Long.MAX_VALUE) < day - delayDays;
    }
}
