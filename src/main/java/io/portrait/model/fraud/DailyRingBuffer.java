package io.portrait.model.fraud;

import io.portrait.kernel.Checks;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;
import java.util.stream.LongStream;

/**
 * Immutable ring buffer of daily counters: a fixed number of integer series over the last days. Days are counted from
 * 1970 in UTC. Additions to a day before 1970 or older than the buffer are dropped. Sums and maxima of integers do not
 * depend on their order, and dropping depends on the newest day alone, so any order of additions gives the same buffer
 * (invariant 3, src/docs/invariants.md).
 */
final class DailyRingBuffer {

    private static final long NONE = -1;

    private final int days;
    private final int series;
    private final long newestDay;
    private final long[] values;

    private DailyRingBuffer(int days, int series, long newestDay, long[] owned) {
        this.days = days;
        this.series = series;
        this.newestDay = newestDay;
        this.values = owned;
    }

    /** An empty buffer of {@code series} integers for each of {@code days} days. */
    static DailyRingBuffer empty(int days, int series) {
        return new DailyRingBuffer(days, series, NONE, new long[days * series]);
    }

    /** The buffer with these numbers; the inverse of {@link #numbers}. */
    static DailyRingBuffer of(int days, int series, long[] numbers) {
        Checks.requireWithin("numbers", numbers.length, days * series + 1, days * series + 1);
        return new DailyRingBuffer(days, series, numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length));
    }

    /** The newest day, then all values. */
    LongStream numbers() {
        return LongStream.concat(LongStream.of(newestDay), LongStream.of(values));
    }

    /** The buffer after adding one number to each series of a day. */
    DailyRingBuffer plus(long day, long... addends) {
        return combined(day, DailyRingBuffer::saturatingSum, addends);
    }

    /** The buffer after combining each series of a day with one number by {@code fold}. */
    DailyRingBuffer combined(long day, LongBinaryOperator fold, long... addends) {
        if (day < 0 || (newestDay != NONE && day <= newestDay - days)) {
            return this;
        }
        long[] next = values.clone();
        for (long skippedDay = Math.max(newestDay + 1, day - days + 1); skippedDay <= day; skippedDay++) {
            Arrays.fill(next, indexOf(skippedDay, 0), indexOf(skippedDay, 0) + series, 0);
        }
        for (int i = 0; i < addends.length; i++) {
            next[indexOf(day, i)] = fold.applyAsLong(next[indexOf(day, i)], addends[i]);
        }
        return new DailyRingBuffer(days, series, Math.max(newestDay, day), next);
    }

    /** The number of a day in a series; 0 outside of the buffer. */
    long get(long day, int seriesIndex) {
        boolean inside = newestDay != NONE && day >= 0 && day <= newestDay && day > newestDay - days;
        return inside ? values[indexOf(day, seriesIndex)] : 0;
    }

    /** The days of the buffer, the oldest first; none if it is empty. */
    LongStream days() {
        return newestDay == NONE
                ? LongStream.empty()
                : LongStream.rangeClosed(Math.max(0, newestDay - days + 1), newestDay);
    }

    /** The sum of a series over the days that end with {@code lastDay}. */
    long sum(long lastDay, int dayCount, int seriesIndex) {
        long sum = 0;
        for (long day = lastDay - dayCount + 1; day <= lastDay; day++) {
            sum += get(day, seriesIndex);
        }
        return sum;
    }

    private int indexOf(long day, int seriesIndex) {
        return (int) (day % days) * series + seriesIndex;
    }

    private static long saturatingSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DailyRingBuffer that
                && days == that.days
                && series == that.series
                && newestDay == that.newestDay
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values) * 31 + Long.hashCode(newestDay);
    }
}
