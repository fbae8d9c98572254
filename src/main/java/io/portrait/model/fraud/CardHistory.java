package io.portrait.model.fraud;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Payment history of a card: for each of the last 32 days the number of payments, their sum, the largest of them and
 * the known frauds; the moments of all payments; the time of the last payment. Immutable; {@value #SIZE} integers, most
 * of them small. Any order of payments and labels gives the same history (invariant 3, src/docs/invariants.md).
 */
public final class CardHistory {

    private static final int DAYS = 32;
    private static final int SERIES = 4;
    private static final int SCALARS = 4;

    /** The number of integers in {@link #numbers}. */
    public static final int SIZE = SCALARS + 1 + DAYS * SERIES;

    private static final int COUNT = 0;
    private static final int CENTS = 1;
    private static final int LARGEST = 2;
    private static final int FRAUDS = 3;

    /** The history of a card without payments. */
    public static final CardHistory EMPTY =
            new CardHistory(DailyRingBuffer.empty(DAYS, SERIES), 0, 0, 0, Long.MIN_VALUE);

    /** The prior counts as two payments of 54 ± 27. A standard deviation is never below 5. */
    private static final double PRIOR_COUNT = 2;

    private static final double PRIOR_MEAN = 54;
    private static final double PRIOR_VARIANCE = 27 * 27;
    private static final double MIN_VARIANCE = 5 * 5;

    private final DailyRingBuffer dailyBuffer;
    private final long count;
    private final long cents;
    private final long squares;
    private final long lastMicros;

    private CardHistory(DailyRingBuffer dailyBuffer, long count, long cents, long squares, long lastMicros) {
        this.dailyBuffer = dailyBuffer;
        this.count = count;
        this.cents = cents;
        this.squares = squares;
        this.lastMicros = lastMicros;
    }

    /** The history after one more payment; O(size of the history). */
    public CardHistory withPayment(Payment payment) {
        long amountCents = payment.cents();
        DailyRingBuffer withCounts =
                dailyBuffer.plus(payment.day(), 1, amountCents).combined(payment.day(), Math::max, 0, 0, amountCents);
        return new CardHistory(
                withCounts,
                count + 1,
                cents + amountCents,
                Math.min(squares, Long.MAX_VALUE - amountCents * amountCents) + amountCents * amountCents,
                Math.max(lastMicros, payment.atMicros()));
    }

    /** The history after the label of an earlier payment. */
    public CardHistory withLabel(Payment payment, boolean fraud) {
        return fraud
                ? new CardHistory(dailyBuffer.plus(payment.day(), 0, 0, 0, 1), count, cents, squares, lastMicros)
                : this;
    }

    /**
     * The payments of a day.
     *
     * @param day days since 1970, UTC
     * @param largest the largest amount, at most 100,000
     * @param frauds the number of payments that are known to be frauds
     */
    public record DayOfPayments(long day, long payments, double amount, double largest, long frauds) {}

    /** The stored days with payments, the oldest first. */
    public List<DayOfPayments> days() {
        return dailyBuffer
                .days()
                .mapToObj(day -> new DayOfPayments(
                        day,
                        dailyBuffer.get(day, COUNT),
                        dailyBuffer.get(day, CENTS) / 100.0,
                        dailyBuffer.get(day, LARGEST) / 100.0,
                        dailyBuffer.get(day, FRAUDS)))
                .filter(day -> day.payments() > 0 || day.frauds() > 0)
                .toList();
    }

    /** The number of all payments. */
    public long payments() {
        return count;
    }

    /** The sum of all amounts. */
    public double amount() {
        return cents / 100.0;
    }

    /** The time of the last payment, in microseconds since 1970. */
    public OptionalLong lastPaymentMicros() {
        return count == 0 ? OptionalLong.empty() : OptionalLong.of(lastMicros);
    }

    /** The sum of the squares of all amounts. */
    public double squaredAmount() {
        return squares / 1e4;
    }

    /** The integers to be stored. */
    public LongStream numbers() {
        return LongStream.concat(LongStream.of(count, cents, squares, lastMicros), dailyBuffer.numbers());
    }

    /**
     * The history with these numbers; the inverse of {@link #numbers}.
     *
     * @throws IllegalArgumentException if there are not {@value #SIZE} numbers
     */
    public static CardHistory of(LongStream numbers) {
        long[] values = numbers.toArray();
        if (values.length != SIZE) {
            throw new IllegalArgumentException(
                    "a card history must have %d numbers, has %d".formatted(SIZE, values.length));
        }
        DailyRingBuffer dailyBuffer = DailyRingBuffer.of(DAYS, SERIES, Arrays.copyOfRange(values, SCALARS, SIZE));
        return new CardHistory(dailyBuffer, values[0], values[1], values[2], values[3]);
    }

    /** The number of payments over the days that end with {@code day}. */
    long payments(long day, int days) {
        return dailyBuffer.sum(day, days, COUNT);
    }

    /** The number of known frauds over the days that end with {@code day}. */
    long frauds(long day, int days) {
        return dailyBuffer.sum(day, days, FRAUDS);
    }

    /** The mean amount over the days that end with {@code day}; the mean of all payments if there was none. */
    double mean(long day, int days) {
        long payments = payments(day, days);
        return payments == 0 ? mean() : dailyBuffer.sum(day, days, CENTS) / 100.0 / payments;
    }

    /** The mean amount of all payments, shrunken towards the prior mean. */
    double mean() {
        return (cents / 100.0 + PRIOR_COUNT * PRIOR_MEAN) / (count + PRIOR_COUNT);
    }

    /** The standard deviation of all amounts, shrunken towards that of the prior. */
    double deviation() {
        double ownMean = count == 0 ? 0 : cents / 100.0 / count;
        double spread = Math.max(0, squares / 1e4 - count * ownMean * ownMean);
        return Math.sqrt((spread + PRIOR_COUNT * PRIOR_VARIANCE) / (count + PRIOR_COUNT) + MIN_VARIANCE);
    }

    /** The number of days, of those that end with {@code day}, with a payment above an amount. */
    int daysWithPaymentAbove(double amount, long day, int days) {
        int larger = 0;
        for (long currentDay = day - days + 1; currentDay <= day; currentDay++) {
            larger += dailyBuffer.get(currentDay, LARGEST) > 100 * amount ? 1 : 0;
        }
        return larger;
    }

    /** Hours since the last payment; {@code ifFirst} without one, 0 for a payment that arrives out of order. */
    double hoursSinceLast(long micros, double ifFirst) {
        return lastMicros == Long.MIN_VALUE ? ifFirst : Math.max(0, micros - lastMicros) / 3.6e9;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CardHistory history
                && dailyBuffer.equals(history.dailyBuffer)
                && count == history.count
                && cents == history.cents
                && squares == history.squares
                && lastMicros == history.lastMicros;
    }

    @Override
    public int hashCode() {
        return dailyBuffer.hashCode() * 31 + Long.hashCode(cents);
    }
}
