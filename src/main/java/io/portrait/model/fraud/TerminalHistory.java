package io.portrait.model.fraud;

import java.util.stream.LongStream;

/**
 * What is known of a terminal, or merchant, from the payments there: for each of the last 48 days how many there were, of
 * how many the label is known, and how many of those were frauds. Immutable; {@value #SIZE} whole numbers. Any order of
 * payments and labels gives the same history (invariant 3).
 */
public final class TerminalHistory {

    private static final int DAYS = 48;
    private static final int SERIES = 3;

    /** How many {@link #numbers} there are. */
    public static final int SIZE = 1 + DAYS * SERIES;

    private static final int COUNT = 0;
    private static final int LABELLED = 1;
    private static final int FRAUDS = 2;

    /** Of a terminal that nothing is known of. */
    public static final TerminalHistory EMPTY = new TerminalHistory(DailyRingBuffer.empty(DAYS, SERIES));

    /** Days on which frauds were at least half of what is known, without a day in between on which they were fewer. */
    record FraudRun(int days, long firstDay, double newestRate) {

        static final FraudRun NONE = new FraudRun(0, 0, 0);
    }

    private final DailyRingBuffer dailyBuffer;

    private TerminalHistory(DailyRingBuffer dailyBuffer) {
        this.dailyBuffer = dailyBuffer;
    }

    /** With one more payment; O(1). */
    public TerminalHistory after(Payment payment) {
        return new TerminalHistory(dailyBuffer.plus(payment.day(), 1));
    }

    /** With the label of an earlier payment. */
    public TerminalHistory labelled(Payment payment, boolean fraud) {
        return new TerminalHistory(dailyBuffer.plus(payment.day(), 0, 1, fraud ? 1 : 0));
    }

    /** The whole numbers to be stored. */
    public LongStream numbers() {
        return dailyBuffer.numbers();
    }

    /**
     * The history that had these numbers.
     *
     * @throws IllegalArgumentException if there are not {@value #SIZE}
     */
    public static TerminalHistory of(LongStream numbers) {
        return new TerminalHistory(DailyRingBuffer.of(DAYS, SERIES, numbers.toArray()));
    }

    /** Payments over the days up to a day. */
    long payments(long day, int days) {
        return dailyBuffer.sum(day, days, COUNT);
    }

    /** Known frauds over the days up to a day. */
    long frauds(long day, int days) {
        return dailyBuffer.sum(day, days, FRAUDS);
    }

    /** The part of frauds in what is known over the days up to a day, as if half an honest payment more was known. */
    double fraudRate(long day, int days) {
        return frauds(day, days) / (dailyBuffer.sum(day, days, LABELLED) + 0.5);
    }

    /** The run of frauds that the newest known labels belong to, as far back as the ring goes. */
    FraudRun run(long day) {
        FraudRun run = FraudRun.NONE;
        boolean started = false;
        for (long currentDay = day; currentDay > day - DAYS; currentDay--) {
            long labelled = dailyBuffer.get(currentDay, LABELLED);
            if (labelled > 0) {
                double rate = (double) dailyBuffer.get(currentDay, FRAUDS) / labelled;
                if (rate < 0.5) {
                    return started ? run : new FraudRun(0, 0, rate);
                }
                run = new FraudRun(run.days() + 1, currentDay, started ? run.newestRate() : rate);
                started = true;
            }
        }
        return run;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TerminalHistory that && dailyBuffer.equals(that.dailyBuffer);
    }

    @Override
    public int hashCode() {
        return dailyBuffer.hashCode();
    }
}
