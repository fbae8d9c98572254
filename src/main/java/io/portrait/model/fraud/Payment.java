package io.portrait.model.fraud;

import io.portrait.kernel.Checks;
import java.util.concurrent.TimeUnit;

/**
 * The time and amount of a payment.
 *
 * @param atMicros event time, in microseconds since 1970
 * @param amount in the currency's unit, 0 or more
 */
public record Payment(long atMicros, double amount) {

    /** The limit of amounts in statistics; 92,000 squares of it, in hundredths, can be added without overflow. */
    private static final double MAX_AMOUNT = 100_000;

    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);
    private static final long HOUR_MICROS = TimeUnit.HOURS.toMicros(1);

    /**
     * Checks the amount.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Payment {
        Checks.requireWithin("amount", amount, 0, Double.MAX_VALUE);
    }

    /** The amount in hundredths of the currency's unit, at most 10⁷. */
    long cents() {
        return Math.round(100 * Math.min(amount, MAX_AMOUNT));
    }

    /** The number of days since 1970, UTC. */
    long day() {
        return Math.floorDiv(atMicros, DAY_MICROS);
    }

    /** The hour of the day, 0 to 23, UTC. */
    int hour() {
        return (int) (Math.floorMod(atMicros, DAY_MICROS) / HOUR_MICROS);
    }

    /** A check whether the day is a Saturday or Sunday, UTC; day 0 was a Thursday. */
    boolean isOnWeekend() {
        return Math.floorMod(day() + 3, 7L) >= 5;
    }
}
