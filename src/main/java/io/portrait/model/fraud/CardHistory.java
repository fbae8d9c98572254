package io.portrait.model.fraud;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * What is known of a card from its payments: their number, sum and largest for each of the last 32 days, the moments of
 * all of them, the frauds that became known for each of these days, and the last payment. Immutable; {@value #SIZE} whole
 * numbers, most of them small. Any order of payments and labels gives the same history (invariant 3).
 */
public final class CardHistory {

    private static final int DAYS = 32;
    private static final int SERIES = 4;
    private static final int SCALARS = 4;

    /** How many {@link #numbers} there are. */
    public static final int SIZE = SCALARS + 1 + DAYS * SERIES;

    private static final int COUNT = 0;
    private static final int CENTS = 1;
    private static final int LARGEST = 2;
    private static final int FRAUDS = 3;

    /** Of a card that nothing is known of. */
    public static final CardHistory EMPTY =
            new CardHistory(DailyRingBuffer.empty(DAYS, SERIES), 0, 0, 0, Long.MIN_VALUE);

    /** A new card is taken for one with two payments of 54 ± 27, and no card's payments for closer together than ±5. */
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

    /** With one more payment; O(1). */
    public CardHistory after(Payment payment) {
        long amountCents = payment.cents();
        DailyRingBuffer withCounts = dailyBuffer
                .plus(payment.day(), 1, amountCents)
                .combined(payment.day(), CardHistory::largest, 0, 0, amountCents);
        return new CardHistory(
                withCounts,
                count + 1,
                cents + amountCents,
                Math.min(squares, Long.MAX_VALUE - amountCents * amountCents) + amountCents * amountCents,
                Math.max(lastMicros, payment.atMicros()));
    }

    /** The fold of {@link DailyRingBuffer#combined} for the largest: numbers that are 0 change nothing. */
    private static long largest(long a, long b) {
        return Math.max(a, b);
    }

    /** With the label of an earlier payment. */
    public CardHistory labelled(Payment payment, boolean fraud) {
        return fraud
                ? new CardHistory(dailyBuffer.plus(payment.day(), 0, 0, 0, 1), count, cents, squares, lastMicros)
                : this;
    }

    /** The whole numbers to be stored. */
    public LongStream numbers() {
        return LongStream.concat(LongStream.of(count, cents, squares, lastMicros), dailyBuffer.numbers());
    }

    /**
     * The history that had these numbers.
     *
     * @throws IllegalArgumentException if there are not {@value #SIZE}
     */
    public static CardHistory of(LongStream numbers) {
        long[] values = numbers.toArray();
        if (values.length != SIZE) {
            throw new IllegalArgumentException(
                    "a card's history has %d numbers, not %d".formatted(SIZE, values.length));
        }
        DailyRingBuffer dailyBuffer = DailyRingBuffer.of(DAYS, SERIES, Arrays.copyOfRange(values, SCALARS, SIZE));
        return new CardHistory(dailyBuffer, values[0], values[1], values[2], values[3]);
    }

    /** Payments over the days up to a day. */
    long payments(long day, int days) {
        return dailyBuffer.sum(day, days, COUNT);
    }

    /** Known frauds over the days up to a day. */
    long frauds(long day, int days) {
        return dailyBuffer.sum(day, days, FRAUDS);
    }

    /** The mean amount over the days up to a day; that of all payments if there was none. */
    double mean(long day, int days) {
        long payments = payments(day, days);
        return payments == 0 ? mean() : dailyBuffer.sum(day, days, CENTS) / 100.0 / payments;
    }

    /** The mean amount of all payments, drawn towards the prior's. */
    double mean() {
        return (cents / 100.0 + PRIOR_COUNT * PRIOR_MEAN) / (count + PRIOR_COUNT);
    }

    /** The standard deviation of all amounts, drawn towards the prior's. */
    double deviation() {
        double ownMean = count == 0 ? 0 : cents / 100.0 / count;
        double spread = Math.max(0, squares / 1e4 - count * ownMean * ownMean);
        return Math.sqrt((spread + PRIOR_COUNT * PRIOR_VARIANCE) / (count + PRIOR_COUNT) + MIN_VARIANCE);
    }

    /** On how many of the days up to a day a payment was larger than an amount. */
    int daysWithPaymentAbove(double amount, long day, int days) {
        int larger = 0;
        for (long currentDay = day - days + 1; currentDay <= day; currentDay++) {
            larger += dailyBuffer.get(currentDay, LARGEST) > 100 * amount ? 1 : 0;
        }
        return larger;
    }

    /** Hours since the last payment; {@code otherwise} for the first, 0 for one that is late. */
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
