package io.portrait.model.fraud;

import java.util.stream.LongStream;

/**
 * Payment history of a terminal or merchant: for each of the last 48 days the number of payments, of known labels and
 * of known frauds. Immutable; {@value #SIZE} integers. Any order of payments and labels gives the same history
 * (invariant 3, src/docs/invariants.md).
 */
public final class TerminalHistory {

    private static final int DAYS = 48;
    private static final int SERIES = 3;

    /** The number of integers in {@link #numbers}. */
    public static final int SIZE = 1 + DAYS * SERIES;

    private static final int COUNT = 0;
    private static final int LABELED = 1;
    private static final int FRAUDS = 2;

    /** The history of a terminal without payments. */
    public static final TerminalHistory EMPTY = new TerminalHistory(DailyRingBuffer.empty(DAYS, SERIES));

    /**
     * A run of days on which at least half of the known labels are frauds; days without labels do not end a run.
     *
     * @param days number of days with labels in the run; 0 without a run
     * @param firstDay the first day of the run
     * @param newestRate the fraud rate of the newest day with labels
     */
    record FraudRun(int days, long firstDay, double newestRate) {

        static final FraudRun NONE = new FraudRun(0, 0, 0);
    }

    private final DailyRingBuffer dailyBuffer;

    private TerminalHistory(DailyRingBuffer dailyBuffer) {
        this.dailyBuffer = dailyBuffer;
    }

    /** The history after one more payment; O(size of the history). */
    public TerminalHistory withPayment(Payment payment) {
        return new TerminalHistory(dailyBuffer.plus(payment.day(), 1));
    }

    /** The history after the label of an earlier payment. */
    public TerminalHistory withLabel(Payment payment, boolean fraud) {
        return new TerminalHistory(dailyBuffer.plus(payment.day(), 0, 1, fraud ? 1 : 0));
    }

    /** The integers to be stored. */
    public LongStream numbers() {
        return dailyBuffer.numbers();
    }

    /**
     * The history with these numbers; the inverse of {@link #numbers}.
     *
     * @throws IllegalArgumentException if there are not {@value #SIZE} numbers
     */
    public static TerminalHistory of(LongStream numbers) {
        return new TerminalHistory(DailyRingBuffer.of(DAYS, SERIES, numbers.toArray()));
    }

    /** The number of payments over the days that end with {@code day}. */
    long payments(long day, int days) {
        return dailyBuffer.sum(day, days, COUNT);
    }

    /** The number of known frauds over the days that end with {@code day}. */
    long frauds(long day, int days) {
        return dailyBuffer.sum(day, days, FRAUDS);
    }

    /** Known frauds / (known labels + ½) over the days that end with {@code day}. */
    double fraudRate(long day, int days) {
        return frauds(day, days) / (dailyBuffer.sum(day, days, LABELED) + 0.5);
    }

    /** The run of frauds that includes the newest day with labels, as far back as the history goes. */
    FraudRun run(long day) {
        FraudRun run = FraudRun.NONE;
        boolean started = false;
        for (long currentDay = day; currentDay > day - DAYS; currentDay--) {
            long labels = dailyBuffer.get(currentDay, LABELED);
            if (labels > 0) {
                double rate = (double) dailyBuffer.get(currentDay, FRAUDS) / labels;
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
