package io.portrait.feature;

import io.portrait.kernel.Limits;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;
import java.util.stream.LongStream;

/**
 * Some whole numbers for each of the last days: immutable, of a size known ahead. Days count from 1970 in UTC. What is
 * added to a day that has gone out of the ring, or is before 1970, is dropped. Sums and maxima of whole numbers do not
 * depend on an order, and what is dropped depends on the newest day alone, so any order of additions gives the same ring
 * (invariant 3).
 */
final class DayRing {

    private static final long NONE = -1;

    private final int days;
    private final int series;
    private final long newest;
    private final long[] values;

    private DayRing(int days, int series, long newest, long[] owned) {
        this.days = days;
        this.series = series;
        this.newest = newest;
        this.values = owned;
    }

    /** An empty ring of so many days with so many numbers each. */
    static DayRing empty(int days, int series) {
        return new DayRing(days, series, NONE, new long[days * series]);
    }

    /** The ring that had these numbers; the inverse of {@link #numbers}. */
    static DayRing of(int days, int series, long[] numbers) {
        Limits.requireWithin("numbers", numbers.length, days * series + 1, days * series + 1);
        return new DayRing(days, series, numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length));
    }

    /** The newest day, then all values. */
    LongStream numbers() {
        return LongStream.concat(LongStream.of(newest), LongStream.of(values));
    }

    /** With numbers added to a day's, one for each series. */
    DayRing plus(long day, long... more) {
        return with(day, DayRing::saturatingSum, more);
    }

    /** With a day's numbers folded with others, one for each series. */
    DayRing with(long day, LongBinaryOperator fold, long... more) {
        if (day < 0 || (newest != NONE && day <= newest - days)) {
            return this;
        }
        long[] next = values.clone();
        for (long passed = Math.max(newest + 1, day - days + 1); passed <= day; passed++) {
            Arrays.fill(next, at(passed, 0), at(passed, 0) + series, 0);
        }
        for (int i = 0; i < more.length; i++) {
            next[at(day, i)] = fold.applyAsLong(next[at(day, i)], more[i]);
        }
        return new DayRing(days, series, Math.max(newest, day), next);
    }

    /** A day's number, 0 outside of the ring. */
    long get(long day, int which) {
        boolean inside = newest != NONE && day >= 0 && day <= newest && day > newest - days;
        return inside ? values[at(day, which)] : 0;
    }

    /** The sum over the days up to a day. */
    long sum(long lastDay, int length, int which) {
        long sum = 0;
        for (long day = lastDay - length + 1; day <= lastDay; day++) {
            sum += get(day, which);
        }
        return sum;
    }

    private int at(long day, int which) {
        return (int) (day % days) * series + which;
    }

    private static long saturatingSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DayRing that
                && days == that.days
                && series == that.series
                && newest == that.newest
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values) * 31 + Long.hashCode(newest);
    }
}
